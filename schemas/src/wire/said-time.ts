import type { WireEvent } from './event.ts'

/**
 * When an event happened as its sender has it, ms since 1970; NaN where it does not say. `skew` is how far the receiver's clock is
 * ahead of the sender's. Who sends both has told them apart: `originalTimestamp` is what the device's clock said, and `timestamp`
 * the instant that is meant (Segment's exports have corrected it; RudderStack's clients let their caller say it), so it is taken
 * as it is.
 */
export const saidTime = (
  { timestamp, originalTimestamp }: Pick<WireEvent, 'timestamp' | 'originalTimestamp'>,
  skew: number,
): number => {
  const isMeant = Boolean(timestamp) && Boolean(originalTimestamp)
  return Date.parse(timestamp || originalTimestamp || '') + (isMeant ? 0 : skew)
}
