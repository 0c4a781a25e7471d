import {
  type DidSummary,
  type EvidencePart,
  isTrue,
  type MemberPart,
  subjectKey,
  type TraitEntries,
} from '@waymark/schemas'
import { factsOf } from './facts-of.ts'
import type { PersonState } from './state.ts'
import { owe, type PersonWork } from './work.ts'

const refreshMs = 3_600_000
const orphanMs = 30 * 86_400_000

/** What a record's events did in one account: gathered while they are merged, owed once. */
export interface AccountDelta {
  readonly leaves: Record<string, DidSummary>
  traits: TraitEntries | undefined
  by: EvidencePart | undefined
}

/** Deltas by account id. */
export type AccountDeltas = Map<string, AccountDelta>

export const deltaFor = (deltas: AccountDeltas, account: string): AccountDelta => {
  const now = deltas.get(account)
  if (now) return now
  const made: AccountDelta = { leaves: {}, traits: undefined, by: undefined }
  deltas.set(account, made)
  return made
}

const textTrait = (state: PersonState, name: string): string | undefined => {
  const value = Object.hasOwn(state.traits, name) ? state.traits[name]?.[0] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

const memberPart = (work: PersonWork, n: number): MemberPart => {
  const { state, program } = work
  const facts = factsOf(state)
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
  }
}

/** On first joining, what the person did without an account (30 days) goes along; it goes once. */
const takeOrphans = (work: PersonWork, delta: AccountDelta): void => {
  const since = work.state.clock - orphanMs
  for (const [hash, summary] of Object.entries(work.state.orphans)) {
    if ((summary.times.at(-1) ?? summary.first) > since) delta.leaves[hash] ??= summary
  }
  work.state.orphans = {}
}

/** Acts for this account from now on. */
export const joinAccount = (work: PersonWork, account: string, at: number): void => {
  if (work.state.acc?.id === account) return
  work.state.acc = { id: account, since: at }
  work.state.says = { account, n: 0, rules: {} }
  work.transitions.push({ t: 'joined', account, at })
}

/**
 * Owes each account what its member did: at once where a rule of the account listens, where traits changed or where somebody
 * joined; else at most once an hour, so that the member list stays fresh without a hop per event.
 */
export const oweActivity = (
  work: PersonWork,
  deltas: AccountDeltas,
  personChanged: boolean,
): void => {
  const { state } = work
  const current = state.acc?.id
  if (personChanged && current !== undefined && Object.hasOwn(state.accs, current))
    deltaFor(deltas, current)
  for (const [account, delta] of deltas) {
    const sent = Object.hasOwn(state.accs, account) ? state.accs[account] : undefined
    const isNew = sent === undefined
    if (isNew) takeOrphans(work, delta)
    const leaves = Object.keys(delta.leaves).length > 0
    const due = isNew || state.clock - sent >= refreshMs
    if (!leaves && !delta.traits && !due && !personChanged) continue
    owe(work, subjectKey(work.env, 'account', account), {
      k: 'activity',
      person: state.s,
      member: memberPart(work, state.unsent),
      leaves: delta.leaves,
      ...(delta.traits ? { traits: delta.traits } : {}),
      ...(delta.by ? { by: delta.by } : {}),
      ...(isNew || account !== current || state.says.n === 0 ? { join: true as const } : {}),
    })
    state.accs[account] = state.clock
    state.unsent = 0
  }
}
