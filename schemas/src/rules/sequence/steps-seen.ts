import type { ObservedEvent, SummaryLaw } from '../leaf.ts'

/**
 * An event that takes part: when, where in the log, what of (a bit per step, and one for what may not come in between), and with
 * which value of the property that is to stay the same.
 */
type Seen = readonly [time: number, order: number, parts: number, value?: string]

/**
 * The newest events that take part in a sequence, in their order, and when the latest complete run through all its steps began.
 * All values lie in one list: bounded value by value, merging two of them in another order could forget another one.
 */
export interface StepsSeen {
  readonly seen: readonly Seen[]
  readonly began?: number
}

/** Time, then place in the log. Events that differ in neither are told apart only so that their order is always the same. */
const order = (a: Seen, b: Seen): number =>
  a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || ((a[3] ?? '') < (b[3] ?? '') ? -1 : 1)

/** What a sequence looks for. */
export interface Steps {
  readonly count: number
  /** Which steps an event takes, as bits; `interruption` for what may not come in between. */
  readonly partsOf: (event: ObservedEvent) => number
  /** The value that has to be the same in all steps; without one there, an event does not take part. */
  readonly valueOf: ((event: ObservedEvent) => string | undefined) | undefined
}

const mostSteps = 8

/** The bit of what may not come in between. */
export const interruption = 1 << mostSteps

const none = Number.NEGATIVE_INFINITY

/**
 * Takes one event into the runs that are open. `open[i]` is the latest beginning of a run that has come as far as step i; the
 * event takes each run one step further (no event takes two steps), and an interruption ends those that it does not take on.
 */
const take = (open: number[], [time, , parts]: Seen): void => {
  for (let i = open.length - 1; i >= 0; i--) {
    const isStep = (parts & (1 << i)) !== 0
    const before = i === 0 ? time : (open[i - 1] as number)
    const stays = parts & interruption ? none : (open[i] as number)
    open[i] = Math.max(isStep ? before : none, stays)
  }
}

/** The latest beginning of a complete run, each value on its own. */
const latestRun = (seen: readonly Seen[], steps: number): number | undefined => {
  const runs = new Map<string, number[]>()
  let latest = none
  for (const one of seen) {
    const value = one[3] ?? ''
    const open = runs.get(value) ?? Array.from({ length: steps }, () => none)
    runs.set(value, open)
    take(open, one)
    latest = Math.max(latest, open[steps - 1] as number)
  }
  return latest === none ? undefined : latest
}

const summaryOf = (seen: readonly Seen[], { count }: Steps): StepsSeen => {
  const began = latestRun(seen, count)
  return began === undefined ? { seen } : { seen, began }
}

/** Keeps the newest `keep` events that take part. */
export const stepsSeen = (steps: Steps, keep: number): SummaryLaw<StepsSeen> => ({
  observe: (summary, event) => {
    const parts = steps.partsOf(event)
    const value = steps.valueOf?.(event)
    if (parts === 0 || (steps.valueOf && value === undefined)) return summary
    const { time, order: place } = event
    const one: Seen = value === undefined ? [time, place, parts] : [time, place, parts, value]
    const before = summary?.seen ?? []
    const [oldest] = before
    if (oldest && before.length >= keep && order(one, oldest) < 0) return summary
    return summaryOf([...before, one].sort(order).slice(-keep), steps)
  },
  merge: (a, b) => summaryOf([...a.seen, ...b.seen].sort(order).slice(-keep), steps),
  newest: (summary) => summary.seen.at(-1)?.[0] ?? none,
})
