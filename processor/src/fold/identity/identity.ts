import {
  type Debt,
  type Leaf,
  lifecycleStates,
  limits,
  type MergePart,
  mergeLeaf,
  parseSubjectKey,
  type SubjectKey,
  type Summaries,
  type Summary,
  subjectKey,
} from '@waymark/schemas'
import {
  type AccountDeltas,
  deltaFor,
  joinAccount,
  oweActivity,
  takeAccounts,
} from '../accounts/membership.ts'
import { newestTimes } from '../engagements/deliver.ts'
import { noteInLedger } from '../engagements/note-message.ts'
import { mergeFlows } from '../flows/merge-flows.ts'
import { mine, mineIn } from '../mine.ts'
import { own } from '../own.ts'
import { stillCounting } from '../past/still-counting.ts'
import { mergeWas } from '../past/was.ts'
import type { PersonState } from '../state.ts'
import { mergeTraits } from '../traits/traits.ts'
import { mergeHeld } from '../verdicts/hold.ts'
import { owe, type PersonWork } from '../work.ts'

/**
 * Anonymous → identified. An anonymous id belongs to the first user who shows it; two identified people never merge.
 * The user asks the anonymous subject, which gives all it has (or refuses) and from then on passes on what still arrives.
 */

const idOf = (key: SubjectKey): string => parseSubjectKey(key)?.id ?? ''

/** A known person showed an anonymous id: ask whose it is, once. */
export const askFor = (work: PersonWork, anonymousId: string | null | undefined): void => {
  const { state } = work
  if (!anonymousId || parseSubjectKey(state.s)?.kind !== 'user') return
  if (state.ids.includes(anonymousId) || Object.hasOwn(state.asked, anonymousId)) return
  if (Object.keys(state.asked).length + state.ids.length >= limits.aliasesKept) return
  mine(work, 'asked')[anonymousId] = state.clock
  owe(work, subjectKey(work.env, 'anonymous', anonymousId), { k: 'claim', by: state.s })
}

const enteredOf = ({ eng }: PersonState): NonNullable<MergePart['entered']> =>
  Object.fromEntries(
    Object.entries(eng).flatMap(([id, { in: since, wait }]) =>
      since === undefined ? [] : [[id, wait === undefined ? [since] : [since, wait]]],
    ),
  )

const partOf = (state: PersonState): MergePart => ({
  leaves: state.leaves,
  orphans: state.orphans,
  traits: state.traits,
  first: state.first,
  last: state.last,
  milestones: Object.fromEntries(
    Object.entries(state.mile).map(([id, { started, reached }]) => [
      id,
      {
        ...(started === undefined ? {} : { started }),
        ...(reached === undefined ? {} : { reached }),
      },
    ]),
  ),
  lifecycle: { state: state.life.state, since: state.life.since, history: state.life.history },
  shown: Object.fromEntries(Object.entries(state.eng).map(([id, eng]) => [id, eng.shown])),
  ...(state.ledger ? { ledger: state.ledger } : {}),
  ...(state.held ? { held: state.held } : {}),
  ...(state.used ? { used: state.used } : {}),
  ...(state.arms ? { arms: state.arms } : {}),
  entered: enteredOf(state),
  ...(state.was ? { was: state.was } : {}),
  seg: state.seg,
  pql: state.pql,
  ...(state.flows ? { flows: state.flows } : {}),
  ...(state.acc ? { account: state.acc } : {}),
  accounts: Object.keys(state.accs),
})

/** An anonymous person is asked for: the first asker gets it all, and the subject points there for good. */
export const applyAsked = (work: PersonWork, by: SubjectKey): void => {
  const { state } = work
  if (state.as !== undefined && state.as !== by) {
    owe(work, by, { k: 'refused', from: state.s })
    return
  }
  const isFirst = state.as === undefined
  owe(work, by, { k: 'merge', from: state.s, part: partOf(state), pv: work.program.version })
  if (!isFirst) return
  state.as = by
  for (const account of Object.keys(state.accs)) {
    const left = { k: 'left', person: state.s, as: by } as const
    owe(work, subjectKey(work.env, 'account', account), left)
  }
  work.transitions.push({ t: 'merged', into: by, at: state.clock })
  for (const [id, eng] of Object.entries(state.eng)) {
    if (eng.dec === undefined) continue
    work.transitions.push({
      t: 'withdrawn',
      decision: eng.dec,
      engagement: id,
      guide: '',
      at: state.clock,
      why: [],
    })
  }
  Object.assign(state, { leaves: {}, orphans: {}, traits: {}, mile: {}, seg: {}, pql: {}, eng: {} })
  state.ledger = undefined
  state.held = undefined
  state.tells = undefined
  state.used = undefined
  state.arms = undefined
  state.flows = undefined
  state.score = undefined
  state.almost = undefined
  state.news = undefined
  state.was = undefined
}

export const mergeSummaries = (
  into: () => Record<string, Summary>,
  from: Summaries,
  leaves: ReadonlyMap<string, Leaf>,
): void => {
  for (const hash in from) {
    const leaf = leaves.get(hash)
    const summaries = into()
    const merged = leaf && mergeLeaf(leaf, summaries[hash], from[hash] as Summary)
    if (merged) summaries[hash] = merged
  }
}

const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)

const mergeMilestones = (work: PersonWork, part: MergePart): void => {
  for (const [id, { started, reached }] of Object.entries(part.milestones)) {
    const now = mineIn(work, 'mile', id) ?? {}
    const first = earlier(now.started, started)
    const got = earlier(now.reached, reached)
    if (first !== undefined) now.started = first
    // The visitor's event is not handed over; the user's own came later and decided nothing.
    if (got !== now.reached) delete now.by
    if (got !== undefined) now.reached = got
    mine(work, 'mile')[id] = now
  }
}

const rank = (name: string): number =>
  lifecycleStates.indexOf(name as (typeof lifecycleStates)[number])

/** The furthest state and the earliest dates win. */
const mergeLifecycle = (state: PersonState, { lifecycle }: MergePart): void => {
  const firsts = new Map<string, number>()
  for (const [name, at] of [...lifecycle.history, ...state.life.history]) {
    firsts.set(name, Math.min(at, firsts.get(name) ?? at))
  }
  const history = [...firsts].sort((a, b) => a[1] - b[1] || rank(a[0]) - rank(b[0]))
  const by = rank(lifecycle.state) - rank(state.life.state)
  const now = by > 0 ? { state: lifecycle.state, since: lifecycle.since } : {}
  const earliest = by === 0 ? { since: Math.min(lifecycle.since, state.life.since) } : {}
  state.life = { ...state.life, ...now, ...earliest, history }
}

/** What the anonymous person did for an account, or without one, goes to the account of the person it became. */
const bringToAccount = (work: PersonWork, { account }: MergePart): void => {
  const deltas: AccountDeltas = new Map()
  if (account && !work.state.acc)
    joinAccount(work, { account: account.id, at: account.since, deltas })
  const { acc, orphans } = work.state
  if (acc && Object.keys(orphans).length > 0) deltaFor(deltas, acc.id)
  oweActivity(work, deltas, { personChanged: false, more: false })
}

/** Who was in an audience as a visitor does not enter it again by turning out to be somebody. */
const mergeEntries = (work: PersonWork, part: MergePart): void => {
  const { state } = work
  for (const [id, [since, wait]] of Object.entries(part.entered ?? {})) {
    const now = own(state.eng, id) ?? { nth: 0, since: state.clock, shown: [] }
    if (now.in !== undefined) continue
    mine(work, 'eng')[id] = { ...now, in: since, ...(wait === undefined ? {} : { wait }) }
  }
}

/** What the caps count adds up; of two draws the one that came first stays. */
const mergeMessages = ({ state, program }: PersonWork, part: MergePart): void => {
  const counters = new Map(
    [...program.messages.values()].flatMap((m) => m.counters).map((c) => [c.name, c]),
  )
  for (const [name, times] of Object.entries(part.used ?? {})) {
    const kept = counters.get(name)?.kept
    if (kept !== undefined)
      state.used = { ...state.used, [name]: newestTimes(state.used?.[name] ?? [], times, kept) }
  }
  for (const [engagement, arm] of Object.entries(part.arms ?? {})) {
    const now = state.arms && own(state.arms, engagement)
    if (!now || arm[0] < now[0]) state.arms = { ...state.arms, [engagement]: arm }
  }
}

/** The history of an anonymous id that turned out to be this person's. Applied once. */
export const applyMerge = (
  work: PersonWork,
  { from, part, pv }: Extract<Debt, { k: 'merge' }>,
): void => {
  const { state, program } = work
  const since = stillCounting(program, pv)
  const id = idOf(from)
  if (state.ids.includes(id)) return
  delete mine(work, 'asked')[id]
  state.ids = [...state.ids, id]
  mergeSummaries(() => mine(work, 'leaves'), since(part.leaves), program.person.leaves)
  mergeSummaries(() => mine(work, 'orphans'), since(part.orphans), program.account.leaves)
  mergeTraits(mine(work, 'traits'), part.traits)
  const held = mergeHeld(state.held, part.held)
  if (held) state.held = held
  mergeMilestones(work, part)
  const was = mergeWas(state.was, part.was)
  if (was) state.was = was
  mergeLifecycle(state, part)
  state.first = Math.min(state.first, part.first)
  state.last = Math.max(state.last, part.last)
  for (const [engagement, shown] of Object.entries(part.shown)) {
    const now = own(state.eng, engagement) ?? { nth: 0, since: state.clock, shown: [] }
    mine(work, 'eng')[engagement] = {
      ...now,
      shown: [...now.shown, ...shown].sort((a, b) => a - b),
    }
  }
  mergeEntries(work, part)
  mergeMessages(work, part)
  mergeFlows(work, part)
  for (const [message, entry] of Object.entries(part.ledger ?? {}))
    noteInLedger(work, message, entry)
  work.brought = part
  work.transitions.push({ t: 'absorbed', from, at: state.clock })
  takeAccounts(work, part.accounts ?? [])
  bringToAccount(work, part)
}

/** The anonymous id is somebody else's: never ask again. */
export const applyRefused = (work: PersonWork, from: SubjectKey): void => {
  mine(work, 'asked')[idOf(from)] = -1
}
