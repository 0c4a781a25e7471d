/**
 * What a comparison says. `unknown`: there is nothing to compare, or the goal cannot be counted. `broken`: people did not come into
 * the arms as planned, so nothing may be read.
 */
export type Reading = 'works' | 'hurts' | 'no_effect' | 'too_early' | 'broken' | 'unknown'

/** A number that is not known exactly: the truth lies between `low` and `high`, however often one looks. */
export interface Estimated {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** Whose holdout somebody is in; `treated`: in none. */
export type ResultArm = 'treated' | 'engagement' | 'project'

/** People who were drawn the same way. */
export interface ArmResult {
  readonly arm: ResultArm
  /** Of the treated, where there are variants. */
  readonly variant?: string
  /** The share of people who should be here. */
  readonly planned: number
  readonly drawn: number
  /** Of them, those whose time to reach the goal is over. */
  readonly people: number
  readonly reached: number
}

/** Those who were meant to get something against those who were held out. */
export interface Comparison {
  /** Absent: whatever variant they got. */
  readonly variant?: string
  /** `engagement`: what this one does. `project`: what it does with all else that the project's holdout never gets. */
  readonly against: 'engagement' | 'project'
  readonly treated: { readonly people: number; readonly reached: number }
  readonly control: { readonly people: number; readonly reached: number }
  readonly reading: Reading
  /** In a sentence. */
  readonly says: string
  /** In shares: 0.08 is eight points. Absent while it is too early. */
  readonly absolute?: Estimated
  /** 0.5: half as many again. */
  readonly relative?: Estimated
  /** About so many people more are needed. */
  readonly more?: number
}

/** What an engagement or a flow does for its goal. */
export interface ResultItem {
  readonly kind: 'engagement' | 'flow'
  readonly id: string
  readonly name: string
  /** In English; absent where it has none. */
  readonly goal?: string
  /** What it shows or sends. */
  readonly sends: readonly string[]
  /** How long after the draw the goal counts. */
  readonly withinMs: number
  readonly reading: Reading
  readonly says: string
  /** When the first of those who are counted was drawn. */
  readonly since?: number
  /** Drawn, but their time is not over. */
  readonly waiting: number
  readonly leftOut: {
    /** Drawn differently as a visitor and as a person: they met both arms. */
    readonly both: number
    /** Had reached the goal when they were drawn. */
    readonly before: number
    /** Drawn while the shares were others. */
    readonly otherShares: number
  }
  readonly arms: readonly ArmResult[]
  /** How likely chance alone puts people into the arms like this, however often one looks. */
  readonly sampleRatioP?: number
  readonly comparisons: readonly Comparison[]
}

/** GET /api/results?env= : newest first. */
export interface Results {
  readonly results: readonly ResultItem[]
  readonly asOf: number
}
