/** When an event happened, and where it lay in the log: of events of one instant the smaller place came first. */
export type Moment = readonly [time: number, order: number]

/** Negative where `a` came first, 0 where they are one. */
export const compareMoments = (a: Moment, b: Moment): number => a[0] - b[0] || a[1] - b[1]
