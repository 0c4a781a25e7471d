import { dayMs, parseSubjectKey, type SubjectKey } from '@waymark/schemas'
import type { AccountDetail, AccountItem, AccountsList } from '@waymark/schemas/api/accounts'
import type { Lead } from '@waymark/schemas/api/leads'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { journeyItems } from './journey-items.ts'
import { readSubject } from './read-person.ts'
import { readSubjectList } from './read-subject-list.ts'
import { scoresOf } from './scores-of.ts'
import { seenNames } from './seen-name.ts'
import { readSnapshot, traitsOfRow } from './snapshot.ts'
import {
  listColumns,
  type SubjectDetailRow,
  type SubjectFilter,
  type SubjectListRow,
} from './subject-rows.ts'
import { uncountedOfAccount } from './uncounted.ts'

const accountItem = (row: SubjectListRow, people: number): AccountItem => ({
  subject: row.subject,
  id: row.id,
  ...seenNames(row, ['name']),
  lifecycle: row.lifecycle,
  milestones: row.milestones,
  pql: row.pql,
  people,
  firstSeen: row.first_seen_ms,
  lastSeen: row.last_seen_ms,
})

const peopleOf = async (
  store: EventStore,
  env: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  if (ids.length === 0) return new Map()
  const rows = await store.query<{ account: string; people: number }>(
    `SELECT account, count() AS people FROM people
     WHERE env = {env:String} AND account IN {ids:Array(String)} GROUP BY account`,
    { env, ids },
  )
  return new Map(rows.map((row) => [row.account, row.people]))
}

/** Accounts, last seen first. */
export const readAccounts = async (
  store: EventStore,
  query: SubjectFilter & { readonly limit: number },
): Promise<Omit<AccountsList, 'asOf'>> => {
  const { rows, identified: _, ...page } = await readSubjectList(store, { view: 'accounts' }, query)
  const ids = rows.map((row) => row.id)
  const people = await peopleOf(store, query.env, ids)
  return { accounts: rows.map((row) => accountItem(row, people.get(row.id) ?? 0)), ...page }
}

const activityDays = 28

const firstDay = (now: number): number => Math.floor(now / dayMs) - activityDays + 1

/** Events a day, the last 28 days, oldest first. Repeats are left out by counting ids: cheaper than merging all rows. */
const readActivity = async (
  store: EventStore,
  env: string,
  at: { readonly account: string; readonly now: number },
): Promise<readonly number[]> => {
  const first = firstDay(at.now)
  const rows = await store.query<{ day: number; events: number }>(
    `SELECT intDiv(time_ms, 86400000) AS day, uniqExact(message_id) AS events FROM events
     WHERE env = {env:String} AND account = {account:String} AND time_ms >= {from:Int64} GROUP BY day`,
    { env, account: at.account, from: first * dayMs },
  )
  const byDay = new Map(rows.map((row) => [row.day, row.events]))
  return Array.from({ length: activityDays }, (_, i) => byDay.get(first + i) ?? 0)
}

const membersOf = async (
  store: EventStore,
  env: string,
  row: SubjectDetailRow,
): Promise<AccountDetail['members']> => {
  const snapshot = readSnapshot(row.state)
  if (snapshot.members.size > 0) {
    return [...snapshot.members]
      .map(([person, { champion: _, ...member }]) => ({ person, ...member }))
      .toSorted((a, b) => b.seen - a.seen)
      .slice(0, 200)
  }
  const rows = await store.query<SubjectListRow>(
    `SELECT ${listColumns} FROM people WHERE env = {env:String} AND account = {id:String}
     ORDER BY last_seen_ms DESC LIMIT 200`,
    { env, id: row.id },
  )
  return rows.map((person) => ({
    person: person.subject,
    ...seenNames(person, ['name', 'email']),
    seen: person.last_seen_ms,
    events: 0,
  }))
}

/** All that one page shows of an account. */
export const readAccount = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  who: {
    readonly env: string
    readonly subject: SubjectKey
    readonly now: number
    readonly leads: readonly Lead[]
  },
): Promise<Omit<AccountDetail, 'asOf'> | undefined> => {
  const { env, subject, now, leads } = who
  if (parseSubjectKey(subject)?.kind !== 'account') return undefined
  const row = await readSubject(store, env, subject)
  if (!row) return undefined
  const snapshot = readSnapshot(row.state)
  const [people, members, activity, uncounted] = await Promise.all([
    peopleOf(store, env, [row.id]),
    membersOf(store, env, row),
    readActivity(store, env, { account: row.id, now }),
    uncountedOfAccount(store, env, { account: row.id, since: firstDay(now) * dayMs }),
  ])
  return {
    ...accountItem(row, Math.max(people.get(row.id) ?? 0, snapshot.members.size)),
    traits:
      snapshot.traits.length > 0 ? snapshot.traits : traitsOfRow(row.traits, row.last_seen_ms),
    journey: journeyItems(definitions, { account: snapshot }),
    members,
    leads,
    scores: scoresOf(definitions, snapshot),
    lifecycleHistory: snapshot.lifecycle,
    activity,
    ...uncounted,
  }
}
