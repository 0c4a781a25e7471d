import type { SubjectKey } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { EventStore, QueryParams } from '@waymark/storage'
import { ofPeople } from './read-events.ts'

type Found = Pick<PersonDetail, 'uncounted'>

/** Repeats are left out by counting ids: cheaper than merging all rows. */
const read = async (store: EventStore, where: string, params: QueryParams): Promise<Found> => {
  const [row] = await store.query<{ found: number; from: number; to: number }>(
    `SELECT uniqExact(person, message_id) AS found, min(received_ms) AS from, max(received_ms) AS to FROM events
     WHERE env = {env:String} AND NOT counts AND ${where}`,
    params,
  )
  if (!row || row.found === 0) return {}
  return { uncounted: { events: row.found, from: row.from, to: row.to } }
}

/** What a person sent faster than rules count. */
export const uncountedOfPerson = (
  store: EventStore,
  env: string,
  person: SubjectKey,
): Promise<Found> => read(store, ofPeople, { env, people: [person] })

/** What people of an account sent for it faster than rules count, since an instant. */
export const uncountedOfAccount = (
  store: EventStore,
  env: string,
  { account, since }: { readonly account: string; readonly since: number },
): Promise<Found> =>
  read(store, 'account = {account:String} AND time_ms >= {since:Int64}', { env, account, since })
