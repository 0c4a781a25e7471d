import { saidTime } from '@waymark/schemas/wire/said-time'
import type { Fields } from '../events/received-events.ts'

/** What a valid token proves. */
export interface Proof {
  /** The user id. */
  readonly sub: string
  /** When it ends, ms. */
  readonly expires: number
  /** Group ids of the accounts that the person may speak for. */
  readonly accounts: readonly string[]
}

/** Clocks of hosts and of Waymark may differ by so much. */
export const toleranceMs = 60_000

/** A browser that was offline may bring what happened while its token was valid so long after it ended. */
export const graceMs = 72 * 3_600_000

/**
 * Whether a token speaks for an event: it is the person's own, and happened before the token ended. What came with a token
 * that has ended must say when it happened.
 * @param at when the request came, and what is to be added to the client's timestamps
 */
export const speaksFor = (
  { sub, expires }: Proof,
  event: Fields,
  { received, skew }: { readonly received: number; readonly skew: number },
): boolean => {
  if (event.userId !== sub) return false
  if (received <= expires + toleranceMs) return true
  return received <= expires + graceMs && saidTime(event, skew) <= expires + toleranceMs
}
