import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that an HTTP server can do with an event: read the body, answer. */

const answer = '{"success":true}'

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    Buffer.concat(chunks)
    response.setHeader('content-type', 'application/json')
    response.end(answer)
  })
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('disconnect', () => process.exit(0))
