import { canonicalJson, type Definition, durationMs, durationSchema } from '@waymark/schemas'
import type { GoldenFeatures, GoldenTarget } from '@waymark/schemas/api/golden'
import type { Results } from '@waymark/schemas/api/results'
import { z } from 'zod'
import * as answers from '../answers/result-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { targetsOf } from '../proof/golden/golden-targets.ts'
import { readGolden } from '../proof/golden/read-golden.ts'
import { readResults } from '../proof/results/read-results.ts'
import { createMemory, type Memory } from '../read/create-memory.ts'
import { env, kebab, words } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

const keptMs = 5000

const inForce = (rooms: Rooms, named: string): readonly Definition[] =>
  rooms.definitions.list(named).map(({ definition }) => definition)

const resultsRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/results',
    capability: 'signed-in',
    says: 'What engagements and flows do for their goals, against those who were held out.',
    answer: answers.results,
    query: z.strictObject({ env, id: kebab.optional() }),
    handle: async ({ query }): Promise<Results | Refused> => {
      const named = envOf(rooms, query.env)
      if (isRefused(named)) return named
      const definitions = inForce(rooms, named)
      const { id } = query
      return remember(canonicalJson(['results', named, id ?? '', definitions]), async () => {
        const asOf = await rooms.asOf(named)
        const question = { env: named, definitions, asOf, ...(id === undefined ? {} : { id }) }
        return { results: await readResults(rooms.deps.store, question), asOf }
      })
    },
  })

/** The named target, by its whole id or a milestone's own; without a name the first that there is. */
const targetNamed = (
  targets: readonly GoldenTarget[],
  named: string | undefined,
): GoldenTarget | Refused => {
  const found = targets.find(
    ({ id }) => named === undefined || id === named || id === `milestone:${named}`,
  )
  if (found) return found
  const there = targets.map(({ id }) => id).join(', ')
  return refuse('not_found', `There is no target "${named}"; there are ${there}.`, {
    at: 'query.target',
  })
}

const goldenRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/golden',
    capability: 'signed-in',
    says: 'What people do in their first days that goes with reaching a milestone, coming back or paying.',
    answer: answers.goldenFeatures,
    query: z.strictObject({
      env,
      target: words,
      first: durationSchema.default('2d'),
      by: durationSchema.default('7d'),
    }),
    handle: async ({ query }): Promise<GoldenFeatures | Refused> => {
      const named = envOf(rooms, query.env)
      if (isRefused(named)) return named
      const definitions = inForce(rooms, named)
      const target = targetNamed(targetsOf(definitions), query.target)
      if (isRefused(target)) return target
      const [firstMs, byMs] = [durationMs(query.first), durationMs(query.by)]
      if (byMs < firstMs || (byMs === firstMs && target.id !== 'retained')) {
        const message = 'query.by: has to come after the first days.'
        return refuse('invalid_request', message, { at: 'query.by' })
      }
      const asked = ['golden', named, target.id, firstMs, byMs, definitions]
      return remember(canonicalJson(asked), async () => {
        const asOf = await rooms.asOf(named)
        const question = { env: named, definitions, target, firstMs, byMs, asOf }
        return readGolden(rooms.deps.store, question)
      })
    },
  })

/** Whether what is shown and sent does anything, and what would be worth showing. */
export const proofRoutes = (rooms: Rooms): readonly Route[] => {
  const remember = createMemory({ clock: rooms.deps.clock, forMs: keptMs })
  return [resultsRoute(rooms, remember), goldenRoute(rooms, remember)]
}
