import { parseSubjectKey, type SubjectKey, subjectKey, type Transition } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import type { DeliveriesView } from '../deliveries/deliveries-view.ts'
import { journeyItems } from './journey-items.ts'
import { type MessageChange, messageItems, messageKinds } from './message-items.ts'
import { scoresOf } from './scores-of.ts'
import { readSnapshot, type Snapshot, traitsOfRow } from './snapshot.ts'
import { detailColumns, personItem, type SubjectDetailRow } from './subject-rows.ts'
import { uncountedOfPerson } from './uncounted.ts'
import { withDeliveries } from './with-deliveries.ts'

/** A subject's row; an anonymous person that became somebody is read as that somebody. */
export const readSubject = async (
  store: EventStore,
  env: string,
  subject: SubjectKey,
): Promise<SubjectDetailRow | undefined> => {
  const find = async (
    key: SubjectKey,
  ): Promise<(SubjectDetailRow & { merged_into: string }) | undefined> => {
    const kind = parseSubjectKey(key)?.kind ?? ''
    const [row] = await store.query<SubjectDetailRow & { merged_into: string }>(
      `SELECT ${detailColumns}, merged_into FROM subjects FINAL
       WHERE env = {env:String} AND subject_kind = {kind:String} AND subject = {key:String} AND NOT deleted`,
      { env, kind, key },
    )
    return row
  }
  const row = await find(subject)
  return row?.merged_into ? find(row.merged_into) : row
}

/** What was decided about messages to a person, oldest first, the newest thousand. */
export const readMessages = async (
  store: EventStore,
  env: string,
  subject: SubjectKey,
): Promise<readonly MessageChange[]> => {
  const rows = await store.query<{ at_ms: number; body: string }>(
    `SELECT at_ms, body FROM changes
     WHERE env = {env:String} AND subject = {subject:String} AND kind IN {kinds:Array(String)}
     ORDER BY version DESC, idx DESC LIMIT 1000`,
    { env, subject, kinds: messageKinds },
  )
  return rows
    .map((row) => ({ at: row.at_ms, transition: JSON.parse(row.body) as Transition }))
    .reverse()
}

const anonymousIds = async (
  store: EventStore,
  row: SubjectDetailRow & { readonly env: string },
  snapshot: Snapshot,
): Promise<readonly string[]> => {
  const merged = await store.query<{ subject: string }>(
    'SELECT subject FROM merges WHERE env = {env:String} AND into = {subject:String} LIMIT 200',
    { env: row.env, subject: row.subject },
  )
  const ids = merged.flatMap(({ subject }) => parseSubjectKey(subject)?.id ?? [])
  return [...new Set([...snapshot.anonymousIds, ...ids])]
}

/** All that one page shows of a person. */
export const readPerson = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  who: {
    readonly env: string
    readonly subject: SubjectKey
    readonly delivery: DeliveriesView['find']
  },
): Promise<Omit<PersonDetail, 'asOf'> | undefined> => {
  const { env } = who
  const row = await readSubject(store, env, who.subject)
  if (!row) return undefined
  const snapshot = readSnapshot(row.state)
  const [account, changes, ids, uncounted] = await Promise.all([
    row.account ? readSubject(store, env, subjectKey(env, 'account', row.account)) : undefined,
    readMessages(store, env, row.subject),
    anonymousIds(store, { ...row, env }, snapshot),
    uncountedOfPerson(store, env, row.subject),
  ])
  return {
    ...personItem(row, account?.name),
    anonymousIds: row.subject_kind === 'anonymous' ? [...new Set([row.id, ...ids])] : ids,
    traits:
      snapshot.traits.length > 0 ? snapshot.traits : traitsOfRow(row.traits, row.last_seen_ms),
    journey: journeyItems(definitions, {
      person: snapshot,
      account: account && readSnapshot(account.state),
    }),
    scores: scoresOf(definitions, snapshot),
    lifecycleHistory: snapshot.lifecycle,
    messages: withDeliveries(messageItems(changes), who.delivery),
    version: row.version,
    ...uncounted,
  }
}
