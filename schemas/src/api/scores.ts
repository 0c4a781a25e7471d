import type { ScorePart } from '../rules/score/score-parts.ts'

/** A score of a person or an account, with what each part adds. */
export interface ScoreItem {
  readonly id: string
  readonly name: string
  /** 0 to 100. */
  readonly value: number
  /** `trial/week`: whom it is compared with; absent on the fixed scale. */
  readonly cohort?: string
  readonly at: number
  readonly parts: readonly {
    readonly part: ScorePart
    readonly raw: number
    readonly points: number
    readonly adds: number
  }[]
}

/** Somebody who is close to being a lead, and what is missing. */
export interface AlmostLead {
  readonly subject: string
  readonly id: string
  readonly name: string
  readonly pql: string
  readonly pqlName: string
  readonly met: number
  readonly of: number
  readonly missing: readonly string[]
  readonly seen: number
}

/** GET /api/product-engagement?env= : the whole product in one number, each part from 0 to 100. */
export interface ProductEngagement {
  /** The mean of the parts that there are; absent where there are none. */
  readonly score?: number
  /** Absent while no score of people says what the core use cases are. */
  readonly adoption?: number
  readonly stickiness?: number
  readonly growth?: number
  /** People active in the last 28 days; of them new, back after 28 days; and who was active before and is not now. */
  readonly active: number
  readonly new: number
  readonly back: number
  readonly lost: number
  readonly asOf: number
}

/** POST /api/cohorts/publish {env} : what was counted for each score. */
export interface PublishedCohorts {
  readonly scores: readonly {
    readonly score: string
    readonly cohorts: number
    readonly people: number
    /** `same`: nothing differs from what is in force. */
    readonly what: 'published' | 'same'
  }[]
}
