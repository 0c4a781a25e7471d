import {
  commandRecord,
  normalAddress,
  type StoredSuppression,
  type SubjectKey,
  type SuppressionReason,
  suppressionReasons,
  suppressionRecords,
} from '@waymark/schemas'
import type { SuppressionItem, SuppressionList } from '@waymark/schemas/api/suppressions'
import { z } from 'zod'
import * as own from '../answers/own-answers.ts'
import { isRefused } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { appendRecords } from './append-records.ts'
import { env } from './inputs.ts'
import { actorName, auditEntry, envOf, type Rooms } from './rooms.ts'

const address = z.email().max(254)

/** People who have one address; more than these do not share one in earnest. */
const peopleMost = 100

const itemOf = (rooms: Rooms, entry: StoredSuppression): SuppressionItem => {
  const { t: _t, env: _env, subject, by, ...item } = entry
  return { ...item, by: actorName(rooms, by), ...(subject === '' ? {} : { subject }) }
}

const answerOf = (rooms: Rooms, entries: readonly StoredSuppression[]): SuppressionList => ({
  suppressions: entries.toSorted((a, b) => b.at - a.at).map((entry) => itemOf(rooms, entry)),
})

/** Who has the address, so that each of them is told. */
const peopleWith = async (
  { deps }: Rooms,
  env: string,
  email: string,
): Promise<readonly SubjectKey[]> => {
  const rows = await deps.store.query<{ readonly subject: SubjectKey }>(
    `SELECT subject FROM subjects FINAL
     WHERE env = {env:String} AND subject_kind IN ('user', 'anonymous') AND lower(email) = {email:String}
       AND merged_into = '' AND NOT deleted
     LIMIT ${peopleMost}`,
    { env, email },
  )
  return rows.map(({ subject }) => subject)
}

const listSuppressions = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/suppressions',
    capability: 'inspect',
    says: 'Addresses that get no more e-mail: unsubscribed, bounced, complained. The newest first.',
    answer: own.suppressions,
    query: z.strictObject({ env }),
    handle: ({ query }) => {
      const env = envOf(rooms, query.env)
      return isRefused(env) ? env : answerOf(rooms, rooms.control.suppressions(env))
    },
  })

const addSuppression = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/suppressions',
    capability: 'send',
    says: 'Puts an address on the list: nothing is sent there from here on.',
    status: 201,
    answer: own.suppressions,
    body: z.strictObject({
      env,
      address,
      why: z.enum([...suppressionReasons]).default('unsubscribed'),
    }),
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const to = normalAddress(body.address)
      const why: SuppressionReason = body.why
      const at = rooms.deps.clock()
      const stored = { env, address: to, why, at, by: actor.id }
      const people = await peopleWith(rooms, env, to)
      const subjects = people.length > 0 ? people : ['']
      const told = subjects.flatMap((subject) => suppressionRecords({ ...stored, subject }))
      await appendRecords(
        rooms,
        told.filter(({ topic }) => topic === 'events'),
      )
      const entries = subjects.map(
        (subject): StoredSuppression => ({ t: 'suppression', ...stored, subject }),
      )
      const about = { what: 'suppression.add', on: to, detail: why }
      await rooms.control.write([...entries, auditEntry(rooms, actor, about)])
      return answerOf(rooms, entries)
    },
  })

const removeSuppression = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/suppressions',
    capability: 'send',
    says: 'Takes an address off the list, for every reason; answers what was taken off.',
    answer: own.suppressions,
    query: z.strictObject({ env, address }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const on = normalAddress(query.address)
      const entries = rooms.control.suppressionsOf(env, on)
      if (entries.length === 0) return answerOf(rooms, entries)
      const received = rooms.deps.clock()
      await rooms.control.forgetSuppressions(entries)
      await appendRecords(
        rooms,
        entries.flatMap(({ subject, why }) => {
          const command = { do: 'unsuppress', address: on, why } as const
          return subject === ''
            ? []
            : [commandRecord(subject, { env, received, by: actor.id, command })]
        }),
      )
      await rooms.control.write([auditEntry(rooms, actor, { what: 'suppression.remove', on })])
      return answerOf(rooms, entries)
    },
  })

/** The list of addresses that want or take no more e-mail. */
export const suppressionRoutes = (rooms: Rooms): readonly Route[] => [
  listSuppressions(rooms),
  addSuppression(rooms),
  removeSuppression(rooms),
]
