import { z } from 'zod'
import * as answers from '../answers/target-answers.ts'
import { isRefused } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { readGuideTargets } from '../read/read-guide-targets.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** How the elements of guides are found on people's pages. */
export const targetRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/guide-targets',
    capability: 'signed-in',
    says: 'For each guide and page, whether browsers find its element, by day over two weeks; what is lost comes first.',
    answer: answers.guideTargets,
    query: z.strictObject({ env }),
    handle: async ({ query }) => {
      const named = envOf(rooms, query.env)
      if (isRefused(named)) return named
      const asOf = await rooms.asOf(named)
      const of = { env: named, now: rooms.deps.clock() }
      const list = await readGuideTargets(rooms.deps.store, rooms.definitions.list(named), of)
      return { ...list, asOf }
    },
  }),
]
