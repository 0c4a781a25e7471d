import type { CapProgram, EngagementProgram } from '../../program/engagement.ts'
import type { EngagementState, SubjectState } from '../state.ts'

/** Kept of a message without a cap of its own: enough to say when it was shown. */
const keptAnyway = 5

const keptOf = (caps: readonly CapProgram[]): number =>
  caps.reduce((most, cap) => (cap.of === 'message' ? Math.max(most, cap.max) : most), keptAnyway)

/** The newest of several times, ascending. */
export const newestTimes = (a: readonly number[], b: readonly number[], kept: number): number[] =>
  [...a, ...b].sort((x, y) => x - y).slice(-kept)

/** A message was painted or sent at `at`: its own times, and the counters of the policy that it adds to. */
export const countDelivery = (
  state: SubjectState,
  {
    message,
    ledger,
    at,
  }: {
    readonly message: EngagementProgram | undefined
    readonly ledger: EngagementState
    readonly at: number
  },
): void => {
  ledger.shown = newestTimes(ledger.shown, [at], keptOf(message?.caps ?? []))
  for (const { name, kept } of message?.counters ?? [])
    state.used = { ...state.used, [name]: newestTimes(state.used?.[name] ?? [], [at], kept) }
}
