import { parseSubjectKey, type SubjectKey, subjectKey } from '@waymark/schemas'
import { z } from 'zod'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { personKeys } from '../read/read-events.ts'
import { readSubject } from '../read/read-person.ts'
import { id, subject } from './inputs.ts'
import { envOf, type Rooms } from './rooms.ts'

/** A path that names a subject by its key `env/u/id`, or by its bare id: what people type, and other systems know. */
export const byKeyOrId = z.object({ subject: subject.or(id) })

export interface Meant {
  readonly env: string
  readonly subject: SubjectKey
}

/** The answer about a subject that is not there. */
export const noSubject = (key: string): Refused =>
  refuse(
    'not_found',
    `There is nobody "${key}". A new one is here a few seconds after the first event.`,
  )

/** The environment of a subject. One that was named beside it must be the same: that of another would pass for the answer. */
export const envIn = (rooms: Rooms, key: string, named: string | undefined): string | Refused => {
  const own = envOf(rooms, parseSubjectKey(key)?.env ?? '')
  if (isRefused(own) || named === undefined || named === own) return own
  const message = `query.env: the subject is one of the environment "${own}".`
  return refuse('invalid_request', message, { at: 'query.env' })
}

const keysOf: Readonly<
  Record<'people' | 'accounts', (env: string, bare: string) => readonly SubjectKey[]>
> = {
  people: personKeys,
  accounts: (env, bare) => [subjectKey(env, 'account', bare)],
}

/** Whom a path means; of a bare id who is there in the environment that is asked for, a person before a visitor. */
export const meantSubject = async (
  rooms: Rooms,
  of: 'people' | 'accounts',
  asked: { readonly subject: string; readonly env: string | undefined },
): Promise<Meant | Refused> => {
  const isKey = parseSubjectKey(asked.subject) !== undefined
  const env = isKey ? envIn(rooms, asked.subject, asked.env) : envOf(rooms, asked.env)
  if (isRefused(env)) return env
  const [first = asked.subject, ...others] = isKey ? [] : keysOf[of](env, asked.subject)
  for (const key of others.length === 0 ? [] : [first, ...others])
    if (await readSubject(rooms.deps.store, env, key)) return { env, subject: key }
  return { env, subject: first }
}
