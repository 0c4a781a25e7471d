import type { Debt, Summaries, WasPart } from '@waymark/schemas'
import { type AccountDeltas, deltaFor, orphanMs, oweActivity } from '../accounts/membership.ts'
import { mergeSummaries } from '../identity/identity.ts'
import { mine } from '../mine.ts'
import { own } from '../own.ts'
import type { PersonState } from '../state.ts'
import { tellMilestone } from '../verdicts/milestones.ts'
import { isPerson, owe, type PersonWork, type Work } from '../work.ts'
import { stillCounting } from './still-counting.ts'
import { earlier, mergeWas } from './was.ts'

/**
 * What the database tells of the past: of leaves that nothing counted when it happened, and of what new definitions would have
 * decided by them. Each event is told to the subject that it was folded into, once; from there it goes the way of everything else.
 */
type Past = Extract<Debt, { k: 'past' }>

/**
 * What was done without an account would have gone along when the person joined theirs, where it was not too old then. Before
 * that it waits like all that is done without one.
 */
const bringOrphans = (work: PersonWork, orphans: Summaries): void => {
  const { acc } = work.state
  const { leaves } = work.program.account
  if (!acc) {
    mergeSummaries(() => mine(work, 'orphans'), orphans, leaves)
    return
  }
  const brought = Object.entries(orphans).filter(
    ([hash, summary]) => (leaves.get(hash)?.newest(summary) ?? 0) > acc.since - orphanMs,
  )
  if (brought.length === 0) return
  const deltas: AccountDeltas = new Map()
  Object.assign(deltaFor(deltas, acc.id).leaves, Object.fromEntries(brought))
  oweActivity(work, deltas, { personChanged: false, more: false })
}

/** Merges what was done before it was counted. A visitor who has become somebody passes it on. */
export const applyPast = (work: Work, debt: Past): void => {
  const { state, program } = work
  if (isPerson(work) && work.state.as) {
    owe(work, work.state.as, debt)
    return
  }
  const since = stillCounting(program, debt.pv)
  mergeSummaries(() => mine(work, 'leaves'), since(debt.leaves), program[state.kind].leaves)
  const was = mergeWas(state.was, debt.was)
  if (was) state.was = was
  if (!isPerson(work) || !debt.orphans) return
  bringOrphans(work, since(debt.orphans))
}

/**
 * Drops what the subject holds of leaves that count anew from a version that it has not met: their past is on its way, all of it.
 */
export const dropStale = (work: Work): void => {
  for (const [hash, from] of work.program.since) {
    if (from <= work.state.pv) continue
    if (Object.hasOwn(work.state.leaves, hash)) delete mine(work, 'leaves')[hash]
    if (!isPerson(work)) continue
    if (Object.hasOwn(work.state.orphans, hash)) delete mine(work, 'orphans')[hash]
    forgetNews(work.state, hash)
  }
}

const forgetNews = (state: PersonState, hash: string): void => {
  if (!state.news || !Object.hasOwn(state.news.leaves, hash)) return
  const { [hash]: _, ...leaves } = state.news.leaves
  state.news = { ...state.news, leaves }
}

/** Milestones that a definition which has come into force would have seen reached, as of then. */
const takeMilestones = (work: Work, was: WasPart): void => {
  for (const { id, started: hasStart } of work.program[work.state.kind].milestones) {
    const part = own(was.milestones, id)
    const now = own(work.state.mile, id) ?? {}
    if (!part || now.reached !== undefined) continue
    const started = earlier(now.started, part.started)
    if (started === undefined) continue
    if (hasStart && now.started === undefined)
      tellMilestone(work, { id, what: 'started', at: started })
    const { reached, by } = part
    mine(work, 'mile')[id] = {
      started,
      ...(reached === undefined ? {} : { reached }),
      ...(reached !== undefined && by ? { by } : {}),
    }
    if (reached !== undefined) tellMilestone(work, { id, what: 'reached', at: reached, by })
  }
}

/**
 * Takes over what definitions would have decided, where they are in force by now; what still waits is kept, and what came to nothing,
 * because its definitions changed again before it was told to everybody, is forgotten.
 */
export const takeWas = (work: Work): WasPart | undefined => {
  const { state, program } = work
  const { was } = state
  if (!was || was.past > program.past) return undefined
  state.was = undefined
  if (was.past < program.past) return undefined
  takeMilestones(work, was)
  return was
}
