import { Agent, request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that turns a request into a webhook: read the body, answer, post it on. */

const to = process.argv[2] ?? ''
const agent = new Agent({ keepAlive: true })

const postOn = (body: Buffer): void => {
  const sent = ask(to, { method: 'POST', agent, headers: { 'content-length': body.length } })
  sent.on('response', (response) => response.resume())
  sent.end(body)
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    response.end('{}')
    postOn(Buffer.concat(chunks))
  })
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('disconnect', () => process.exit(0))
