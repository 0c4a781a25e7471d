import type { LiveMessage } from '@waymark/schemas'
import { z } from 'zod'
import { stillSignedIn } from '../access/authenticate.ts'
import { isRefused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { type EventStream, openEventStream } from '../live/event-stream.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** Browsers that watch at once; a tab set opens one stream. */
const mostStreams = 200
/** Proxies cut what is silent for longer. */
const commentMs = 25_000

/** Streams that are open. Closed when the server stops, else it would wait for their readers. */
export interface OpenStreams {
  readonly add: (stream: EventStream) => void
  readonly count: () => number
  readonly closeAll: () => void
}

export const createOpenStreams = (): OpenStreams => {
  const open = new Set<EventStream>()
  return {
    add: (stream) => {
      open.add(stream)
      stream.onClose(() => void open.delete(stream))
    },
    count: () => open.size,
    closeAll: () => {
      for (const stream of open) stream.close()
    },
  }
}

/** What happens now, as server-sent events. */
export const liveRoutes = (rooms: Rooms, streams: OpenStreams): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/live',
    capability: 'signed-in',
    says: 'What happens now: events, transitions, refusals, deliveries and the rate, as server-sent events.',
    answer: 'text/event-stream',
    query: z.object({ env }),
    handle: async ({ query, actor, reply }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      if (streams.count() >= mostStreams) {
        return refuse('too_many_requests', 'Too many live views are open.', { limit: mostStreams })
      }
      let stream: EventStream | undefined
      const send = (message: LiveMessage): void => stream?.send(message.kind, message)
      const leave = await rooms.live.watch({ env, send })
      stream = openEventStream(reply)
      const opened = stream
      streams.add(opened)
      opened.comment('live')
      const timer = setInterval(() => {
        if (stillSignedIn({ control: rooms.control, clock: rooms.deps.clock }, actor))
          opened.comment('')
        else opened.close()
      }, commentMs)
      opened.onClose(() => {
        clearInterval(timer)
        leave()
      })
      return undefined
    },
  }),
]
