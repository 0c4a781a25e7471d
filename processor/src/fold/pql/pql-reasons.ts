import { isTrue, type Reason } from '@waymark/schemas'
import type { PqlClause, PqlStep } from '../../program/pql-step.ts'
import type { SubjectFacts } from '../facts-of.ts'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'

/** How much of the weight holds, and each condition with its own. */
const weighed = (
  { part, says }: PqlClause,
  conditions: readonly Reason[],
  is: boolean,
): readonly Reason[] => {
  const sum = (list: readonly Reason[]): number =>
    list.reduce((total, { weight }) => total + (weight ?? 0), 0)
  const points = Math.round((100 * sum(conditions.filter((one) => one.is))) / sum(conditions))
  return [{ part, id: '', says: `${says}: ${points}`, is }, ...conditions]
}

const clauseReasons = (
  state: SubjectState,
  clause: PqlClause,
  facts: SubjectFacts,
): readonly Reason[] => {
  const { part, id, says, conditions } = clause
  const is = isTrue(clause.holds(facts))
  if (conditions) {
    const each = conditions.map(({ weight, says: wants, holds }) => ({
      part,
      id: '',
      says: wants,
      is: isTrue(holds(facts)),
      weight,
    }))
    return weighed(clause, each, is)
  }
  const by = part === 'milestone' ? own(state.mile, id)?.by : undefined
  return [{ part, id, says, is, ...(by ? { by } : {}) }]
}

/** Nobody is a PQL while the leave rule holds: where it does, it is what decided. */
const leaveReasons = ({ leave, leaveSays }: PqlStep, facts: SubjectFacts): readonly Reason[] =>
  leave && leaveSays !== undefined && isTrue(leave(facts))
    ? [{ part: 'leave', id: '', says: leaveSays, is: true }]
    : []

/** The leave rule where it holds, then each clause of a PQL as a reason: what holds, and what is missing. */
export const reasonsOf = (
  state: SubjectState,
  step: PqlStep,
  facts: SubjectFacts,
): readonly Reason[] => [
  ...leaveReasons(step, facts),
  ...step.clauses.flatMap((clause) => clauseReasons(state, clause, facts)),
]
