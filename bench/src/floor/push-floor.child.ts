import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that makes what happens in one tab show in another: a request in, a server-sent event out, an element on the page. */

const page = `<!doctype html><html lang="en"><head><title>Floor</title></head><body><script>
  new EventSource('/stream').onmessage = () => {
    document.body.append(Object.assign(document.createElement('waymark-guide'), { textContent: 'Here' }))
  }
</script></body></html>`

const streams = new Set<ServerResponse>()

const server = createServer((request, response) => {
  if (request.url === '/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    streams.add(response)
    request.once('close', () => streams.delete(response))
  } else if (request.method === 'POST') {
    request.resume()
    request.on('end', () => {
      for (const stream of streams) stream.write('data: now\n\n')
      response.end('{}')
    })
  } else response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
})
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
)
process.on('disconnect', () => process.exit(0))
