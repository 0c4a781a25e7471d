/** What early behaviour is held against. */
export interface GoldenTarget {
  /** `milestone:ID`, `retained` or `paid`. */
  readonly id: string
  readonly name: string
}

/** How closely two things go together, in Amplitude's bands of φ: from 0.4, 0.3 and 0.2 on; `chance`: it may well be chance. */
export type Strength = 'high' | 'moderate' | 'slight' | 'weak' | 'chance'

/** Something that people do early, and how it goes with reaching the target. */
export interface GoldenItem {
  readonly kind: 'event' | 'page' | 'feature'
  readonly id: string
  readonly name: string
  /** At least so many times. */
  readonly times: number
  /** How many did it, and how many of them reached the target. */
  readonly people: number
  readonly reached: number
  readonly phi: number
  /** Of those who did it, the share that reached the target. */
  readonly precision: number
  /** The same of those who did not. */
  readonly otherwise: number
  /** Of those who reached the target, the share that had done it. */
  readonly recall: number
  /** The share of all that did it. */
  readonly support: number
  /** How many times as often as everybody they reach the target. */
  readonly lift: number
  /** Corrected for many tries: of all with a q up to this one so large a share is there by chance. */
  readonly q: number
  readonly strength: Strength
  /** In a sentence. */
  readonly says: string
}

/** GET /api/golden?env=&target=&first=&by= : what people do early that goes with reaching value. Correlation, no more. */
export interface GoldenFeatures {
  readonly target: GoldenTarget
  readonly targets: readonly GoldenTarget[]
  /** What counts as early: so long after somebody was seen first. */
  readonly firstMs: number
  /** Until when after that the target counts. */
  readonly byMs: number
  /** Who is judged, and how many of them reached the target. */
  readonly people: number
  readonly reached: number
  readonly leftOut: {
    /** Not known for long enough to judge. */
    readonly young: number
    /** Had reached the target within that first time. */
    readonly already: number
  }
  /** How many things were tried: each event, page and feature, once, twice … */
  readonly tried: number
  readonly items: readonly GoldenItem[]
  readonly asOf: number
}
