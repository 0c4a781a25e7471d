import type { FastifyReply } from 'fastify'

/** A stream of server-sent events to one browser. */
export interface EventStream {
  readonly send: (event: string, data: unknown) => void
  readonly comment: (text: string) => void
  readonly close: () => void
  readonly onClose: (listener: () => void) => void
}

/** A reader that is this far behind is cut off: it comes back by itself, and memory stays bounded. */
const behindBytes = 1024 * 1024

/** Takes over a reply and streams. Headers that were set on the reply before go along. */
export const openEventStream = (reply: FastifyReply): EventStream => {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    ...(reply.getHeaders() as { [name: string]: string }),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  raw.flushHeaders()
  const write = (text: string): void => {
    if (raw.destroyed || raw.writableEnded) return
    if (raw.writableLength > behindBytes) raw.destroy()
    else raw.write(text)
  }
  // A browser that goes away mid-write is no fault of ours.
  raw.on('error', () => undefined)
  return {
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    comment: (text) => write(`: ${text}\n\n`),
    close: () => raw.end(),
    onClose: (listener) => void raw.on('close', listener),
  }
}
