import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP endpoint of somebody else's, in this process. */
export interface Receiver extends AsyncDisposable {
  readonly url: string
}

/** Accepts everything, and hands each body over with the instant at which it was whole. */
export const startReceiver = async (
  onBody: (body: string, atMs: number) => void,
): Promise<Receiver> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      onBody(Buffer.concat(chunks).toString(), performance.now())
      response.end('ok')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
