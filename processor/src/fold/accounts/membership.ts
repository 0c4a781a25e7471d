import {
  type EvidencePart,
  hasVisible,
  isTrue,
  limits,
  type MemberPart,
  mergeLeaf,
  type Summary,
  subjectKey,
  type TraitEntry,
} from '@waymark/schemas'
import { cut } from '../cut.ts'
import { factsNow } from '../facts-of.ts'
import { mine } from '../mine.ts'
import type { PersonState } from '../state.ts'
import { accountAwaited } from '../verdicts/awaited.ts'
import { owe, type PersonWork } from '../work.ts'

const refreshMs = 3_600_000
/** How long before joining an account something may lie to go along. */
export const orphanMs = 30 * 86_400_000

const isEmpty = (map: object): boolean => Object.keys(map).length === 0

/** What a record's events did in one account: gathered while they are merged, owed once. */
export interface AccountDelta {
  readonly leaves: Record<string, Summary>
  readonly traits: Record<string, TraitEntry>
  /** The person switched to this account. */
  joins: boolean
  /** Per leaf, the newest event that matched it. */
  readonly by: Record<string, EvidencePart>
}

/** Deltas by account id. */
export type AccountDeltas = Map<string, AccountDelta>

export const deltaFor = (deltas: AccountDeltas, account: string): AccountDelta => {
  const now = deltas.get(account)
  if (now) return now
  const made: AccountDelta = { leaves: {}, traits: {}, joins: false, by: {} }
  deltas.set(account, made)
  return made
}

const textTrait = (state: PersonState, name: string): string | undefined => {
  const value = Object.hasOwn(state.traits, name) ? state.traits[name]?.[0] : undefined
  return typeof value === 'string' && hasVisible(value) ? cut(value) : undefined
}

const memberPart = (work: PersonWork, account: string, n: number): MemberPart => {
  const { state, program } = work
  const facts = factsNow(work.view, state)
  const champion = program.champions.filter((c) => isTrue(c.evaluate(facts))).map((c) => c.pql)
  const name = textTrait(state, 'name')
  const email = textTrait(state, 'email')
  const role = textTrait(state, 'role') ?? textTrait(state, 'title')
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(role === undefined ? {} : { role }),
    seen: state.last,
    n,
    ...(champion.length > 0 ? { champion } : {}),
    ...(state.signed?.includes(account) ? { signed: true as const } : {}),
  }
}

/**
 * What the person did without an account (30 days) goes along on first joining, and where it was done under an anonymous id
 * whose history came after that, when it comes. It goes once.
 */
const takeOrphans = (work: PersonWork, delta: AccountDelta): void => {
  const since = work.state.clock - orphanMs
  for (const [hash, summary] of Object.entries(work.state.orphans)) {
    const leaf = work.program.account.leaves.get(hash)
    if (!leaf || leaf.newest(summary) <= since) continue
    const merged = mergeLeaf(leaf, delta.leaves[hash], summary)
    if (merged) delta.leaves[hash] = merged
  }
  if (!isEmpty(work.state.orphans)) work.state.orphans = {}
}

/** Acts for this account from now on; an event from before the latest joining changes nothing. */
export const joinAccount = (
  work: PersonWork,
  {
    account,
    at,
    deltas,
  }: { readonly account: string; readonly at: number; readonly deltas: AccountDeltas },
): void => {
  const { acc } = work.state
  if (acc?.id === account || (acc && at < acc.since)) return
  if (acc) deltaFor(deltas, acc.id)
  deltaFor(deltas, account).joins = true
  work.state.acc = { id: account, since: at }
  const asked = work.program.accountRules.length > 0 ? { asked: work.state.clock } : {}
  work.state.says = { account, n: 0, rules: {}, ...asked }
  work.transitions.push({ t: 'joined', account, at })
}

/** Remembers what the account that the person acts for is told in this step. */
const noteNews = (work: PersonWork, account: string, { leaves, traits }: AccountDelta): void => {
  if (account !== work.state.acc?.id) return
  work.told = {
    index: work.transitions.length,
    leaves: Object.keys(leaves),
    isOfTraits: !isEmpty(traits),
  }
}

/** What joins comes with what it tells the account of itself, which is known when all is settled: see `tell-account.ts`. */
const noteJoining = (work: PersonWork, account: string): void => {
  if (account === work.state.acc?.id) work.joining = work.transitions.length
}

/**
 * Rules about the account that it was never asked: it is asked before anything is decided on their absence. What its answer makes
 * true is so by their publication, unless the person has just come to the account.
 */
export const askAccount = (work: PersonWork): void => {
  const { acc, says, unsent, clock } = work.state
  const isNew = work.program.accountRules.some(({ hash }) => !Object.hasOwn(says.rules, hash))
  if (!acc || !isNew) return
  const isJoining = !says.adopts && accountAwaited(work.state, clock) > 0
  work.state.says = { ...says, asked: clock, ...(isJoining ? {} : { adopts: true as const }) }
  noteJoining(work, acc.id)
  owe(work, subjectKey(work.env, 'account', acc.id), {
    k: 'activity',
    person: work.state.s,
    member: memberPart(work, acc.id, unsent),
    leaves: {},
    join: true,
    asks: true,
  })
  noteTold(work, acc.id)
  work.state.unsent = 0
}

/** Tells an account that the person acts for another one now. */
const leave = (work: PersonWork, account: string): void =>
  owe(work, subjectKey(work.env, 'account', account), { k: 'left', person: work.state.s })

/** Notes when an account was told last; the one that heard nothing for longest makes room. */
const noteTold = (work: PersonWork, account: string, at = work.state.clock): void => {
  const accs = mine(work, 'accs')
  if (!Object.hasOwn(accs, account) && Object.keys(accs).length >= limits.accountsKept) {
    const oldest = Object.entries(accs).reduce((a, b) => (b[1] < a[1] ? b : a))
    delete accs[oldest[0]]
  }
  accs[account] = at
}

/** The accounts that a visitor was a member of are theirs whom they became: who was counted there as both was counted twice. */
export const takeAccounts = (work: PersonWork, accounts: readonly string[]): void => {
  const { state, env } = work
  for (const account of accounts) {
    if (Object.hasOwn(state.accs, account))
      owe(work, subjectKey(env, 'account', account), { k: 'twice', person: state.s })
    else noteTold(work, account, 0)
  }
}

interface Telling {
  readonly personChanged: boolean
  /** More of the same history comes after this: that somebody was seen can be told with the last of it. */
  readonly more: boolean
}

/** Owes one account what its member did, if that is worth a hop; one that the person does not act for now is told so with it. */
const oweDelta = (
  work: PersonWork,
  account: string,
  { personChanged, more, ...delta }: AccountDelta & Telling,
): void => {
  const { state } = work
  const sent = Object.hasOwn(state.accs, account) ? state.accs[account] : undefined
  const joins = sent === undefined || delta.joins
  if (sent === undefined || account === state.acc?.id) takeOrphans(work, delta)
  const hasNews = personChanged || !isEmpty(delta.leaves) || !isEmpty(delta.traits)
  const isLeft = account !== state.acc?.id
  if (!hasNews && !joins && (more || state.clock - sent < refreshMs)) {
    if (isLeft) leave(work, account)
    return
  }
  if (joins) noteJoining(work, account)
  noteNews(work, account, delta)
  owe(work, subjectKey(work.env, 'account', account), {
    k: 'activity',
    person: state.s,
    member: memberPart(work, account, state.unsent),
    leaves: delta.leaves,
    ...(isEmpty(delta.leaves) ? {} : { pv: work.program.version }),
    ...(isEmpty(delta.traits) ? {} : { traits: delta.traits }),
    ...(isEmpty(delta.by) ? {} : { by: delta.by }),
    ...(joins ? { join: true as const } : {}),
    ...(sent === undefined ? { first: true as const } : {}),
    ...(isLeft ? { left: true as const } : {}),
  })
  noteTold(work, account)
  state.unsent = 0
}

/**
 * Owes each account what its member did: at once where a rule of the account listens, where traits changed or where somebody
 * joined; else at most once an hour, so that the member list stays fresh without a hop per event. Every account but the
 * latest is told that the person acts for another one now.
 */
export const oweActivity = (work: PersonWork, deltas: AccountDeltas, telling: Telling): void => {
  const { acc, accs } = work.state
  const { personChanged } = telling
  if (personChanged && acc && Object.hasOwn(accs, acc.id)) deltaFor(deltas, acc.id)
  for (const [account, delta] of deltas) oweDelta(work, account, { ...delta, ...telling })
}
