import { z } from 'zod'
import { stillSignedIn } from '../access/authenticate.ts'
import { isRefused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { type EventStream, openEventStream } from '../live/event-stream.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** Browsers that watch at once; a tab set opens one stream. */
const mostStreams = 200

/** Streams that are open. Closed when the server stops, else it would wait for their readers. */
export interface OpenStreams {
  readonly add: (stream: EventStream) => void
  readonly count: () => number
  /** Fires with `closeAll`: who waits for news answers at once that there is none. */
  readonly closing: AbortSignal
  readonly closeAll: () => void
}

export const createOpenStreams = (): OpenStreams => {
  const open = new Set<EventStream>()
  const closing = new AbortController()
  return {
    add: (stream) => {
      open.add(stream)
      stream.onClose(() => void open.delete(stream))
    },
    count: () => open.size,
    closing: closing.signal,
    closeAll: () => {
      closing.abort()
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
    query: z.strictObject({ env }),
    handle: async ({ query, actor, reply }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      if (streams.count() >= mostStreams) {
        return refuse('too_many_requests', 'Too many live views are open.', { limit: mostStreams })
      }
      const who = { control: rooms.control, clock: rooms.deps.clock }
      let stream: EventStream | undefined
      const leave = await rooms.live.watch({
        env,
        send: (message) => {
          // The rate comes every second: the moment to look whether the viewer may still look.
          if (message.kind === 'rate' && !stillSignedIn(who, actor)) stream?.close()
          else stream?.send(message.kind, message)
        },
      })
      stream = openEventStream(reply)
      stream.onClose(leave)
      streams.add(stream)
      stream.comment('live')
      return undefined
    },
  }),
]
