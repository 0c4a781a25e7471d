/** Milliseconds since the epoch. An argument everywhere, so that a test can be at any instant. */
export type Clock = () => number

/** The machine's own. */
export const systemClock: Clock = () => Date.now()
