import type { IncomingMessage } from 'node:http'

const most = { bytes: 64 * 1024 * 1024, ms: 10_000 }

/** Whether somebody is still sending it. */
export const isArriving = ({ complete, destroyed }: IncomingMessage): boolean =>
  complete === false && !destroyed

/**
 * Reads what is left of a body that nobody wants, and throws it away: who is still sending hears of an answer only if the connection
 * is not reset meanwhile. Resolves at its end, or once it is too much.
 */
export const readToEnd = (
  message: IncomingMessage,
  { bytes, ms }: { readonly bytes: number; readonly ms: number } = most,
): Promise<void> =>
  new Promise((resolve) => {
    let read = 0
    const end = (): void => {
      clearTimeout(timer)
      message.off('data', count)
      resolve()
    }
    const count = (chunk: Uint8Array): void => {
      read += chunk.length
      if (read > bytes) end()
    }
    const timer = setTimeout(end, ms)
    message.on('data', count)
    for (const event of ['end', 'close', 'error']) message.once(event, end)
    message.resume()
  })
