import { z } from 'zod'
import * as own from '../answers/score-answers.ts'
import { publishCohorts } from '../cohorts/publish-cohorts.ts'
import { isRefused } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { readProductEngagement } from '../read/read-product-engagement.ts'
import { env } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** How engaged people are with the whole product, and what is usual for scores. */
export const scoreRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/product-engagement',
    capability: 'signed-in',
    says: 'Adoption, stickiness and growth of the whole product over 28 days.',
    answer: own.productEngagement,
    query: z.strictObject({ env }),
    handle: async ({ query }) => {
      const named = envOf(rooms, query.env)
      if (isRefused(named)) return named
      const asOf = await rooms.asOf(named)
      const of = { env: named, now: rooms.deps.clock() }
      const numbers = await readProductEngagement(
        rooms.deps.store,
        rooms.definitions.list(named),
        of,
      )
      return { ...numbers, asOf }
    },
  }),
  route({
    method: 'POST',
    path: '/api/cohorts/publish',
    capability: 'write-definitions',
    says: 'Counts what is usual for each score, by lifecycle state and age, and puts it in force.',
    answer: own.publishedCohorts,
    body: z.strictObject({ env }),
    handle: async ({ body, actor }) => {
      const named = envOf(rooms, body.env)
      return isRefused(named) ? named : publishCohorts(rooms, { env: named, actor })
    },
  }),
]
