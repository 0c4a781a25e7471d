import type { JsonObject, SubjectKey } from '@waymark/schemas'
import { z } from 'zod'
import * as past from '../answers/past-answers.ts'
import type { GatesNow } from '../deps.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { objectOf } from '../read/event-rows.ts'
import { personKeys } from '../read/read-events.ts'
import { readExplanation } from '../read/read-explanation.ts'
import { readSubject } from '../read/read-person.ts'
import { uncountedOfPerson } from '../read/uncounted.ts'
import { env, id, words } from './inputs.ts'
import { noSubject } from './meant-subject.ts'
import { envOf, type Rooms } from './rooms.ts'

interface Found {
  readonly env: string
  readonly subject: SubjectKey
  readonly state: JsonObject
}

/** Of a snapshot that cannot be read there is nothing to ask. */
const gatesNow = (rooms: Rooms, { env, state }: Found): readonly GatesNow[] => {
  const { askGates, clock } = rooms.deps
  if (!askGates || state['kind'] !== 'person') return []
  return askGates({ env, state, published: rooms.definitions.list(env), now: clock() })
}

/** What one definition makes of them: it is asked alone, and nothing is told of guides and messages beside it. */
const explainOne = async (
  rooms: Rooms,
  found: Found,
  wanted: string,
): Promise<object | Refused> => {
  const { env, subject, state } = found
  const { askDefinitions, clock, store } = rooms.deps
  const published = rooms.definitions.list(env)
  if (!published.some(({ definition: { kind, id } }) => `${kind}/${id}` === wanted))
    return refuse('not_found', `There is no definition "${wanted}"; one is called kind/id.`)
  const isReadable = state['kind'] === 'person' || state['kind'] === 'account'
  const all =
    askDefinitions && isReadable ? askDefinitions({ env, state, published, now: clock() }) : []
  const definitions = all.filter(({ kind, id }) => `${kind}/${id}` === wanted)
  return { subject, guides: [], definitions, ...(await uncountedOfPerson(store, env, subject)) }
}

/** `GET /api/explain` */
export const explainRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/explain',
    capability: 'inspect',
    says: 'Why a person was or was not shown guides and sent messages: what the server decided, gate by gate, how the gates stand now, what the browser reported, and their way through flows. With `definition` (kind/id) instead what that milestone, segment, PQL, lifecycle or flow expects of a person or an account, and finds.',
    answer: past.explanation,
    query: z.strictObject({ env, person: id, guide: words, definition: words }),
    handle: async ({ query: { person, guide, definition, ...query } }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const asOf = await rooms.asOf(env)
      const { store } = rooms.deps
      for (const key of personKeys(env, person)) {
        const row = await readSubject(store, env, key)
        if (!row) continue
        const found = { env, subject: row.subject, state: objectOf(row.state) }
        if (definition !== undefined) {
          const one = await explainOne(rooms, found, definition)
          return isRefused(one) ? one : { ...one, asOf }
        }
        const about = {
          env,
          subject: row.subject,
          guide,
          now: gatesNow(rooms, found),
          delivery: rooms.deliveries.find,
        }
        return { ...(await readExplanation(store, rooms.definitions.list(env), about)), asOf }
      }
      return noSubject(person)
    },
  })
