import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AlertShelf, ReceivedAlert } from './received-alert.ts'

const beatMs = 25_000

const line = (alert: ReceivedAlert): string => `data: ${JSON.stringify(alert)}\n\n`

/** Open streams, so that a stop does not wait for them. */
export interface AlertStreams {
  readonly open: (request: FastifyRequest, reply: FastifyReply) => void
  readonly closeAll: () => void
}

/** Server-sent events: what there is, oldest first, then each alert as it arrives. */
export const createAlertStreams = (shelf: AlertShelf): AlertStreams => {
  const open = new Set<() => void>()
  return {
    open: (request, reply) => {
      reply.hijack()
      const { raw } = reply
      raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      raw.write(`retry: 1000\n\n${shelf.all().toReversed().map(line).join('')}`)
      const unfollow = shelf.follow((alert) => raw.write(line(alert)))
      const beat = setInterval(() => raw.write(': still here\n\n'), beatMs)
      const end = (): void => {
        clearInterval(beat)
        unfollow()
        open.delete(end)
        raw.end()
      }
      open.add(end)
      request.raw.once('close', end)
    },
    closeAll: () => {
      for (const end of [...open]) end()
    },
  }
}
