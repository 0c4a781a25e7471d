import type { PqlClause, PqlStep } from '../../program/pql-step.ts'
import { own } from '../own.ts'
import type { Work } from '../work.ts'

/** Somebody who is close to being a lead. */
export interface AlmostState {
  readonly met: number
  readonly of: number
  /** What is missing, in words. */
  readonly missing: readonly string[]
}

/** More than these are not close. */
const mostMissing = 5

const isSame = (a: AlmostState | undefined, b: AlmostState | undefined): boolean =>
  a === b ||
  (a?.met === b?.met && a?.of === b?.of && a?.missing.join('\n') === b?.missing.join('\n'))

/** Close: at least half of the clauses hold, and something is missing. */
const almostOf = ({ clauses }: PqlStep, missing: readonly PqlClause[]): AlmostState | undefined => {
  const met = clauses.length - missing.length
  const isClose = met > 0 && missing.length > 0 && missing.length <= Math.min(mostMissing, met)
  return isClose ? { met, of: clauses.length, missing: missing.map(({ says }) => says) } : undefined
}

/** Notes who is close to being a lead, and what is missing: they are shown beside the leads. */
export const noteAlmost = ({ state }: Work, step: PqlStep, missing: readonly PqlClause[]): void => {
  const isOne = own(state.pql, step.id)?.since !== undefined
  const now = isOne ? undefined : almostOf(step, missing)
  const before = own(state.almost ?? {}, step.id)
  if (isSame(before, now)) return
  const { [step.id]: _, ...others } = state.almost ?? {}
  const almost = now ? { ...others, [step.id]: now } : others
  if (Object.keys(almost).length > 0) state.almost = almost
  else state.almost = undefined
}
