import { type AlertBody, type Champion, hasVisible, isTrue, type Reason } from '@waymark/schemas'
import type { PqlClause, PqlStep } from '../program/program.ts'
import { championOf } from './champion.ts'
import type { SubjectFacts } from './facts-of.ts'
import { fillTokens } from './fill-tokens.ts'
import { mergePql } from './merge-pql.ts'
import { note } from './note-verdict.ts'
import { own } from './own.ts'
import type { AccountState, PqlState, SubjectState } from './state.ts'
import type { Work } from './work.ts'

const reasonOf = (state: SubjectState, clause: PqlClause, is: boolean): Reason => {
  const by = clause.part === 'milestone' ? own(state.mile, clause.id)?.by : undefined
  return { part: clause.part, id: clause.id, says: clause.says, is, ...(by ? { by } : {}) }
}

/** Each clause of a PQL as a reason: what holds, and what is missing. */
const reasonsOf = (state: SubjectState, step: PqlStep, facts: SubjectFacts): readonly Reason[] =>
  step.clauses.map((clause) => reasonOf(state, clause, isTrue(clause.holds(facts))))

const traitOf = (state: SubjectState, name: string): unknown =>
  Object.hasOwn(state.traits, name) ? state.traits[name]?.[0] : undefined

const idOf = (state: SubjectState): string => state.s.split('/').slice(2).join('/')

const nameOf = (state: SubjectState): string => {
  const name = traitOf(state, 'name')
  return typeof name === 'string' && hasVisible(name) ? name : idOf(state)
}

/** The author's words with this subject's values in them. */
const wordsOf = (
  state: SubjectState,
  step: PqlStep,
  champion: Champion | undefined,
): string | undefined => {
  if (!step.alert?.say) return undefined
  const token = (path: string): unknown => {
    const [head, ...rest] = path.split('.')
    const name = rest.join('.')
    if (head === 'account' || head === 'person')
      return name === 'name' ? nameOf(state) : traitOf(state, name)
    return head === 'champion' ? champion?.[name as 'name'] : traitOf(state, path)
  }
  return fillTokens(step.alert.say, token)
}

const memberCount = ({ members }: AccountState): number =>
  Object.values(members).filter(({ left }) => !left).length

const alertBody = (work: Work, step: PqlStep, reasons: readonly Reason[]): AlertBody => {
  const { state, program } = work
  const turn = own(state.pql, step.id)?.turn ?? 1
  const champion = state.kind === 'account' ? championOf(state, step.id) : undefined
  const traits = Object.fromEntries(
    Object.entries(state.traits).map(([name, entry]) => [name, entry[0]]),
  )
  const name = nameOf(state)
  const say = wordsOf(state, step, champion)
  const milestones = program[state.kind].milestones.map((m) => {
    const reached = own(state.mile, m.id)?.reached
    return { id: m.id, name: m.name, ...(reached === undefined ? {} : { reached }) }
  })
  return {
    pql: step.id,
    pqlName: step.name,
    subject: state.s,
    id: idOf(state),
    name,
    traits,
    reasons,
    ...(champion ? { champion } : {}),
    members: state.kind === 'account' ? memberCount(state) : 0,
    milestones,
    turn,
    ...(say === undefined ? {} : { say }),
  }
}

/** One alert a turn, none within the cooldown of the last, none for history. */
const alert = (work: Work, step: PqlStep, reasons: readonly Reason[]): void => {
  const now = own(work.state.pql, step.id)
  if (!step.alert || !now) return
  const at = work.state.clock
  const withheld = work.quiet
    ? ('history' as const)
    : now.alerted !== undefined && at - now.alerted < step.alert.cooldownMs
      ? ('cooldown' as const)
      : undefined
  if (withheld) {
    work.transitions.push({ t: 'alert_withheld', pql: step.id, at, reason: withheld })
    return
  }
  now.alerted = at
  work.transitions.push({
    t: 'alert',
    to: step.alert.to,
    at,
    body: alertBody(work, step, reasons),
  })
}

/** Everything is looked at, whatever the answer, so that the subject is woken when any of it may differ. */
const isTurning = (work: Work, step: PqlStep, isOne: boolean): boolean => {
  const facts = work.view
  let holds = true
  for (const clause of step.clauses) holds = isTrue(note(work, clause.holds(facts))) && holds
  const leaves = step.leave ? isTrue(note(work, step.leave(facts))) : !holds
  return isOne ? leaves : holds && !leaves
}

/** In history that arrived out of order a subject turned with the last of what it needed, not with what arrived last. */
const lastReached = (work: Work, { clauses }: PqlStep): number => {
  const times = clauses.map(({ part, id }) =>
    part === 'milestone' ? own(work.state.mile, id)?.reached : undefined,
  )
  return Math.min(Math.max(work.stamp, ...times.filter((at) => at !== undefined)), work.view.now)
}

const sayTurn = (
  work: Work,
  step: PqlStep,
  { is, reasons }: { readonly is: boolean; readonly reasons: readonly Reason[] },
): void => {
  const { state } = work
  const champion = state.kind === 'account' ? championOf(state, step.id) : undefined
  const say = is ? wordsOf(state, step, champion) : undefined
  work.transitions.push({
    t: 'pql',
    id: step.id,
    is,
    at: work.stamp,
    turn: own(state.pql, step.id)?.turn ?? 1,
    reasons,
    ...(champion ? { champion } : {}),
    ...(say === undefined ? {} : { say }),
  })
}

/**
 * Who was a PQL as an anonymous visitor still is one, in the same turn: sales has been told, and who works on it keeps it.
 * Unless the leave rule holds by now.
 */
const takeBrought = (work: Work, step: PqlStep): void => {
  const brought = own(work.brought?.pql ?? {}, step.id)
  if (!brought) return
  const was = own(work.state.pql, step.id)
  const merged = mergePql(was, brought)
  const becomes = was?.since === undefined && brought.since !== undefined
  const stays = !becomes || !isTurning(work, step, true)
  if (!stays) delete merged.since
  work.state.pql[step.id] = merged
  if (becomes && stays)
    sayTurn(work, step, { is: true, reasons: reasonsOf(work.state, step, work.view) })
}

/**
 * Turns a subject into a PQL when every clause holds and the leave rule does not, and back when the leave rule does
 * (hysteresis), or, without one, when a clause fails. While the leave rule holds nobody enters, else whoever still has the
 * milestones would turn with every record. A claim or an outcome of the last turn does not carry over to the next.
 */
export const stepPql = (work: Work, step: PqlStep): void => {
  takeBrought(work, step)
  const was = own(work.state.pql, step.id)
  const isOne = was?.since !== undefined
  if (!isTurning(work, step, isOne)) return
  const reasons = reasonsOf(work.state, step, work.view)
  if (work.quiet) work.stamp = lastReached(work, step)
  const now: PqlState = {
    turn: (was?.turn ?? 0) + (isOne ? 0 : 1),
    ...(isOne ? { ...was } : { since: work.stamp }),
    ...(was?.alerted === undefined ? {} : { alerted: was.alerted }),
  }
  if (isOne) delete now.since
  work.state.pql[step.id] = now
  sayTurn(work, step, { is: !isOne, reasons })
  if (!isOne) alert(work, step, reasons)
}
