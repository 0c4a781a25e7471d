import type { Debt, Evidence, RelayRecord } from '@waymark/schemas'
import { applyName } from '../accounts/account-name.ts'
import { asCarried, isCarried } from '../accounts/carried.ts'
import { isFull, makeRoom, noteMember, seenOf } from '../accounts/make-room.ts'
import type { Cause } from '../cause.ts'
import { applyAsked, applyMerge, applyRefused, mergeSummaries } from '../identity/identity.ts'
import { mine } from '../mine.ts'
import { applyPast } from '../past/past.ts'
import { stillCounting } from '../past/still-counting.ts'
import type { MemberState } from '../state.ts'
import { mergeTraits } from '../traits/traits.ts'
import { hear } from '../verdicts/unheard.ts'
import { type AccountWork, isPerson, owe, type PersonWork, type Work } from '../work.ts'
import { foldEvents } from './fold-events.ts'
import type { OneOf } from './input.ts'

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

/** A full account that has forgotten somebody who only asks what it says forgets nobody else for them. */
const isForgotten = (work: AccountWork, { person, asks }: DebtOf<'activity'>): boolean =>
  asks === true && !work.state.members[person] && isFull(work)

/** Of who has not come with it it is asked which rules about members hold. */
const heldBy = (
  work: AccountWork,
  { person, holds, left }: DebtOf<'activity'>,
  now: MemberState | undefined,
): Pick<MemberState, 'holds' | 'asked' | 'left'> => {
  if (left) return { left }
  if (holds) return { holds }
  const known = {
    ...(now?.holds ? { holds: now.holds } : {}),
    ...(now?.asked ? { asked: now.asked } : {}),
  }
  if ((now && !now.left) || work.program.memberRules.length === 0) return known
  owe(work, person, { k: 'tell' })
  return { ...known, asked: true }
}

const keepMember = (work: AccountWork, debt: DebtOf<'activity'>): void => {
  const { state, program } = work
  const { members } = state
  if (!isCarried(debt.person)) return
  // From its first member on they come with what is asked of them.
  if (!state.asked && program.memberRules.length > 0 && Object.keys(members).length === 0)
    state.asked = program.memberRules.map(({ hash }) => hash)
  const now = members[debt.person]
  if (!now && !makeRoom(work, { signed: debt.member.signed === true })) return
  const { seen, n, ...named } = debt.member
  const { left: _, holds: __, asked: ___, ...before } = now ?? {}
  const one = asCarried(debt.person, {
    ...before,
    ...named,
    seen: Math.max(seen, now?.seen ?? 0),
    n: n + (now?.n ?? 0),
    ...heldBy(work, debt, now),
  })
  mine(work, 'members')[debt.person] = one
  noteMember(work, seenOf(debt.person, one))
}

/** What a member did in the account. Who joins is told what it says once this has been settled. */
const applyActivity = (work: AccountWork, debt: DebtOf<'activity'>): Cause | undefined => {
  const { state, program } = work
  if (debt.first) state.joined++
  if (!debt.left && (debt.join || !state.members[debt.person]))
    work.joiners = [...(work.joiners ?? []), debt.person]
  if (!isForgotten(work, debt)) keepMember(work, debt)
  const { seen } = debt.member
  state.last = Math.max(state.last, seen)
  if (seen > 0) state.first = Math.min(state.first, seen)
  const since = stillCounting(program, debt.pv)
  mergeSummaries(() => mine(work, 'leaves'), since(debt.leaves), program.account.leaves)
  if (debt.traits) mergeTraits(mine(work, 'traits'), debt.traits)
  return causeOf(debt)
}

/** Who left is remembered. A visitor who became somebody was one person all along, whichever of the two the account met first. */
const applyLeft = (work: AccountWork, { person, as }: DebtOf<'left'>): void => {
  const now = work.state.members[person]
  if (!now) return
  const members = mine(work, 'members')
  if (as === undefined) {
    const { holds: _, asked: __, ...kept } = now
    members[person] = { ...kept, left: true }
    return
  }
  delete members[person]
  work.oldest = undefined
  if (!members[as] && isCarried(as)) members[as] = { seen: now.seen, n: 0, left: true }
}

/** Which of the rules about members hold of this one. Who has left, or was never met, does not count. */
const applyHolds = (work: AccountWork, { person, holds }: DebtOf<'holds'>): void => {
  const now = work.state.members[person]
  if (!now || now.left) return
  const { asked: _, ...known } = now
  mine(work, 'members')[person] = { ...known, holds }
}

/** What the account says from now on. Returns what brought about that which has waited for it to hear. */
const applyAccountSays = (work: PersonWork, debt: DebtOf<'account'>): Cause | undefined => {
  const { state } = work
  if (state.acc?.id !== debt.account) return undefined
  const { rules: before, asked, n, adopts, unheard } = state.says
  const isSame = state.says.account === debt.account
  const rules = { ...(isSame ? before : {}), ...debt.says }
  const mile = debt.mile ?? (isSame ? state.says.mile : undefined)
  // Who was in all along has not entered with the answer to what was only published.
  if (adopts && Object.keys(debt.says).some((hash) => !Object.hasOwn(before, hash)))
    Object.assign(work, { quiet: true, adopting: true })
  const isAll = work.program.accountRules.every(({ hash }) => Object.hasOwn(rules, hash))
  state.says = {
    account: debt.account,
    n: Math.max(debt.version, n),
    rules,
    ...(mile === undefined ? {} : { mile }),
    ...(asked === undefined || isAll ? {} : { asked }),
    ...(adopts === undefined || isAll ? {} : { adopts }),
    ...(unheard ? { unheard } : {}),
  }
  return debt.heard === undefined ? undefined : hear(work, debt.heard)
}

/** Who waits for this to be settled is answered then. */
const noteAsker = (work: AccountWork, debt: Debt): void => {
  if ((debt.k !== 'activity' && debt.k !== 'holds') || debt.wants === undefined) return
  work.askers = { ...work.askers, [debt.person]: debt.wants }
}

const applyToPerson = (work: PersonWork, record: RelayRecord, at: RelayAt): Cause | undefined => {
  const { debt } = record
  if (debt.k === 'claim') applyAsked(work, debt.by)
  else if (debt.k === 'merge') applyMerge(work, debt)
  else if (debt.k === 'refused') applyRefused(work, debt.from)
  else if (debt.k === 'account') return applyAccountSays(work, debt)
  else if (debt.k === 'named') applyName(work, debt)
  else if (debt.k === 'tell') work.isAsked = true
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
  if (record.debt.k === 'activity') {
    noteAsker(work as AccountWork, record.debt)
    return applyActivity(work as AccountWork, record.debt)
  }
  if (record.debt.k === 'left') applyLeft(work as AccountWork, record.debt)
  if (record.debt.k === 'twice') (work as AccountWork).state.joined--
  if (record.debt.k === 'holds') applyHolds(work as AccountWork, record.debt)
  noteAsker(work as AccountWork, record.debt)
  return undefined
}
