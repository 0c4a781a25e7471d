import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The app that uses Waymark: one page with one button. */
export interface HostPage extends AsyncDisposable {
  readonly url: string
}

export const startHostPage = async (snippet: string): Promise<HostPage> => {
  const html = `<!doctype html><html lang="en"><head><title>Acme</title>${snippet}</head>
<body><h1>Acme</h1><p><button data-testid="next">Next</button></p></body></html>`
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
