import type { Debt, Evidence, RelayRecord } from '@waymark/schemas'
import { applyName, sayNameTo } from './account-name.ts'
import type { Cause } from './cause.ts'
import { foldEvents } from './fold-events.ts'
import { applyAsked, applyMerge, applyRefused, mergeSummaries } from './identity.ts'
import type { OneOf } from './input.ts'
import { makeRoom, noteMember } from './make-room.ts'
import { applyPast } from './past.ts'
import { sayAllTo } from './say-to-members.ts'
import { stillCounting } from './still-counting.ts'
import { mergeTraits } from './traits.ts'
import { type AccountWork, isPerson, owe, type PersonWork, type Work } from './work.ts'

type DebtOf<K extends Debt['k']> = Extract<Debt, { k: K }>

/** The events that a member's activity names, as evidence in the account. */
const causeOf = ({ by, person }: DebtOf<'activity'>): Cause | undefined => {
  const byLeaf = new Map<string, Evidence>()
  let newest: Evidence | undefined
  for (const [leaf, part] of Object.entries(by ?? {})) {
    const evidence = { ...part, person }
    byLeaf.set(leaf, evidence)
    if (!newest || part.at >= newest.at) newest = evidence
  }
  return newest && { newest, byLeaf }
}

/** What a member did in the account. */
const applyActivity = (work: AccountWork, debt: DebtOf<'activity'>): Cause | undefined => {
  const { state, program } = work
  const now = state.members[debt.person]
  if (debt.first) state.joined++
  if (!now) makeRoom(work)
  const { seen, n, ...named } = debt.member
  const { left: _, ...before } = now ?? {}
  state.members[debt.person] = {
    ...before,
    ...named,
    seen: Math.max(seen, now?.seen ?? 0),
    n: n + (now?.n ?? 0),
  }
  noteMember(work, { person: debt.person, seen: Math.max(seen, now?.seen ?? 0) })
  if (debt.join || !now) {
    sayAllTo(work, debt.person)
    sayNameTo(work, debt.person)
  }
  if (!now && !debt.join && program.memberRules.length > 0) owe(work, debt.person, { k: 'tell' })
  state.last = Math.max(state.last, seen)
  if (seen > 0) state.first = Math.min(state.first, seen)
  const since = stillCounting(program, debt.pv)
  mergeSummaries(state.leaves, since(debt.leaves), program.account.leaves)
  mergeTraits(state.traits, debt.traits)
  return causeOf(debt)
}

/** Who left is remembered. A visitor who became somebody was one person all along, whichever of the two the account met first. */
const applyLeft = (work: AccountWork, { person, as }: DebtOf<'left'>): void => {
  const { state } = work
  const now = state.members[person]
  if (!now) return
  if (as === undefined) {
    const { holds: _, ...kept } = now
    state.members[person] = { ...kept, left: true }
    return
  }
  delete state.members[person]
  delete work.oldest
  if (!state.members[as]) state.members[as] = { seen: now.seen, n: 0, left: true }
}

/** Which of the rules about members hold of this one. Who has left, or was never met, does not count. */
const applyHolds = ({ state }: AccountWork, { person, holds }: DebtOf<'holds'>): void => {
  const now = state.members[person]
  if (now && !now.left) state.members[person] = { ...now, holds }
}

const applyAccountSays = (work: PersonWork, debt: DebtOf<'account'>): void => {
  const { state } = work
  if (state.acc?.id !== debt.account) return
  const { rules: before, asked, n } = state.says
  const isSame = state.says.account === debt.account
  const rules = { ...(isSame ? before : {}), ...debt.says }
  const mile = debt.mile ?? (isSame ? state.says.mile : undefined)
  const isAll = work.program.accountRules.every(({ hash }) => Object.hasOwn(rules, hash))
  state.says = {
    account: debt.account,
    n: Math.max(debt.version, n),
    rules,
    ...(mile === undefined ? {} : { mile }),
    ...(asked === undefined || isAll ? {} : { asked }),
  }
}

const applyToPerson = (work: PersonWork, record: RelayRecord, at: RelayAt): Cause | undefined => {
  const { debt } = record
  if (debt.k === 'claim') applyAsked(work, debt.by)
  else if (debt.k === 'merge') applyMerge(work, debt)
  else if (debt.k === 'refused') applyRefused(work, debt.from)
  else if (debt.k === 'account') applyAccountSays(work, debt)
  else if (debt.k === 'named') applyName(work, debt)
  else if (debt.k === 'tell') delete work.state.tells
  else if (debt.k === 'past') applyPast(work, debt)
  else if (debt.k === 'events')
    return foldEvents(work, {
      ...at,
      header: debt.header,
      events: debt.events,
      partition: debt.origin.partition,
      offset: debt.origin.offset,
    })
  return undefined
}

export interface RelayAt {
  readonly at: number
  readonly duplicates: ReadonlySet<number> | undefined
  readonly only?: OneOf | undefined
}

/** Merges what another subject owed this one. Returns the events that it brought, as evidence. */
export const foldRelay = (work: Work, record: RelayRecord, at: RelayAt): Cause | undefined => {
  if (isPerson(work)) return applyToPerson(work, record, at)
  if (record.debt.k === 'past') applyPast(work, record.debt)
  if (record.debt.k === 'activity') return applyActivity(work as AccountWork, record.debt)
  if (record.debt.k === 'left') applyLeft(work as AccountWork, record.debt)
  if (record.debt.k === 'twice') (work as AccountWork).state.joined--
  if (record.debt.k === 'holds') applyHolds(work as AccountWork, record.debt)
  return undefined
}
