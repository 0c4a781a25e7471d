import type { IncomingMessage } from 'node:http'

const most = { bytes: 64 * 1024 * 1024, ms: 10_000 }
const ends = ['end', 'close', 'error'] as const

/** Whether somebody is still sending it. */
const isArriving = ({ complete, destroyed }: IncomingMessage): boolean =>
  complete === false && !destroyed

/** Reads what is left and throws it away; calls back at its end, or once it is too much. */
const readToEnd = (message: IncomingMessage, then: () => void): void => {
  let read = 0
  const end = (): void => {
    clearTimeout(timer)
    message.off('data', count)
    for (const event of ends) message.off(event, end)
    then()
  }
  const count = (chunk: Uint8Array): void => {
    read += chunk.length
    if (read > most.bytes) end()
  }
  const timer = setTimeout(end, most.ms)
  message.on('data', count)
  for (const event of ends) message.once(event, end)
  message.resume()
}

/**
 * Calls back once nobody is sending the message any more; at once where it has come. Who is refused before all was read hears of the
 * answer only if the connection is not reset meanwhile.
 */
export const onceSent = (message: IncomingMessage, then: () => void): void => {
  if (isArriving(message)) readToEnd(message, then)
  else then()
}
