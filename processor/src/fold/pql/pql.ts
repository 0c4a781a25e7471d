import { isTrue } from '@waymark/schemas'
import type { PqlClause, PqlStep } from '../../program/pql-step.ts'
import { championOf } from '../accounts/champion.ts'
import { mine } from '../mine.ts'
import { own } from '../own.ts'
import type { PqlState } from '../state.ts'
import { dated } from '../verdicts/dated.ts'
import { note } from '../verdicts/note-verdict.ts'
import { isHeld } from '../verdicts/unheard.ts'
import type { Work } from '../work.ts'
import { mergePql } from './merge-pql.ts'
import { alertTurn, alertWhenLoud } from './pql-alert.ts'
import { noteAlmost } from './pql-almost.ts'
import { reasonsOf } from './pql-reasons.ts'
import { routeOf } from './pql-route.ts'
import { wordsOf } from './pql-words.ts'

/** What is missing, and whether whoever is one stops being it. */
interface Looked {
  readonly missing: readonly PqlClause[]
  readonly leaves: boolean
  /** Some of it rests on what another subject has not said yet. */
  readonly waits: boolean
}

/** Everything is looked at, whatever the answer, so that the subject is woken when any of it may differ. */
const look = (work: Work, step: PqlStep): Looked => {
  const facts = work.view
  facts.waits = 0
  const missing: PqlClause[] = []
  let stays = true
  for (const clause of step.clauses) {
    const is = isTrue(note(work, clause.holds(facts)))
    const still = clause.stays ? isTrue(note(work, clause.stays(facts))) : is
    if (!is) missing.push(clause)
    stays = stays && still
  }
  const leaves = step.leave ? isTrue(note(work, step.leave(facts))) : !stays
  const { waits } = facts
  if (waits > 0) note(work, waits)
  return { missing, leaves, waits: waits > 0 }
}

/** In history that arrived out of order a subject turned with the last of what it needed, not with what arrived last. */
const lastReached = (work: Work, { clauses }: PqlStep): number => {
  const times = clauses.map(({ part, id }) =>
    part === 'milestone' ? own(work.state.mile, id)?.reached : undefined,
  )
  return Math.min(Math.max(work.stamp, ...times.filter((at) => at !== undefined)), work.view.now)
}

const rulesOf = ({ clauses, leave }: PqlStep) => [
  ...clauses.flatMap(({ holds, stays }) => [holds, stays]),
  leave,
]

const sayTurn = (work: Work, step: PqlStep, is: boolean): void => {
  const { state } = work
  const champion = state.kind === 'account' ? championOf(state, step.id) : undefined
  const say = is ? wordsOf(state, step, champion)?.say : undefined
  const { owner } = routeOf(work, step)
  const since = own(state.pql, step.id)?.since ?? work.stamp
  work.transitions.push({
    t: 'pql',
    id: step.id,
    is,
    ...dated(work, is ? work.stamp : Math.max(work.stamp, since)),
    ...(is && since !== work.stamp ? { since } : {}),
    turn: own(state.pql, step.id)?.turn ?? 1,
    reasons: reasonsOf(state, step, work.view),
    ...(is && owner !== undefined ? { owner } : {}),
    ...(champion ? { champion } : {}),
    ...(say === undefined ? {} : { say }),
  })
}

/**
 * Who was a PQL as an anonymous visitor still is one, in the same turn: sales has been told, and who works on it keeps it.
 * Unless the leave rule holds by now.
 */
const takeBrought = (work: Work, step: PqlStep, { leaves }: Looked): void => {
  const brought = own(work.brought?.pql ?? {}, step.id)
  if (!brought) return
  const was = own(work.state.pql, step.id)
  const { since, ...ended } = brought
  const becomes = was?.since === undefined && since !== undefined
  const stays = !becomes || !leaves
  mine(work, 'pql')[step.id] = mergePql(was, stays ? brought : ended)
  if (becomes && stays) sayTurn(work, step, true)
}

/** The next turn begins without what was done about the last; when it was alerted is remembered. */
const turned = (was: PqlState | undefined, isOne: boolean, at: number): PqlState => {
  const { since: _, waits: __, ...left } = was ?? { turn: 0 }
  if (isOne) return left
  return {
    turn: left.turn + 1,
    since: at,
    ...(left.alerted === undefined ? {} : { alerted: left.alerted }),
    ...(left.sent === undefined ? {} : { sent: left.sent }),
  }
}

/**
 * Turns a subject into a PQL when every clause holds and the leave rule does not, and back when the leave rule does
 * (hysteresis), or, without one, when a clause no longer holds even by its lower threshold. While the leave rule holds nobody
 * enters, else whoever still has the milestones would turn with every record. A claim or an outcome of the last turn does not
 * carry over to the next.
 */
export const stepPql = (work: Work, step: PqlStep): void => {
  const looked = look(work, step)
  takeBrought(work, step, looked)
  const was = own(work.state.pql, step.id)
  const isOne = was?.since !== undefined
  const { missing, leaves, waits } = looked
  const turns = isOne ? leaves : missing.length === 0 && !leaves
  const held = waits || (turns && isHeld(work, rulesOf(step)))
  if (turns && !held) {
    if (work.quiet) work.stamp = lastReached(work, step)
    mine(work, 'pql')[step.id] = turned(was, isOne, work.stamp)
    sayTurn(work, step, !isOne)
    if (!isOne) alertTurn(work, step)
  } else alertWhenLoud(work, step)
  if (!held) noteAlmost(work, step, missing)
}
