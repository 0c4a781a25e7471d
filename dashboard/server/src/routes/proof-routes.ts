import { canonicalJson, type Definition, type Results } from '@waymark/schemas'
import { z } from 'zod'
import * as answers from '../answers/result-answers.ts'
import { isRefused, type Refused } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { createMemory } from '../proof/remember.ts'
import { readResults } from '../proof/results/read-results.ts'
import { env, kebab } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

const keptMs = 30_000

/** Whether what is shown and sent does anything. */
export const proofRoutes = (rooms: Rooms): readonly Route[] => {
  const remember = createMemory({ clock: rooms.deps.clock, forMs: keptMs })
  const inForce = (named: string): readonly Definition[] =>
    rooms.definitions.list(named).map(({ definition }) => definition)
  return [
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
        const definitions = inForce(named)
        const { id } = query
        return remember(canonicalJson(['results', named, id ?? '', definitions]), async () => {
          const asOf = await rooms.asOf(named)
          const question = { env: named, definitions, asOf, ...(id === undefined ? {} : { id }) }
          return { results: await readResults(rooms.deps.store, question), asOf }
        })
      },
    }),
  ]
}
