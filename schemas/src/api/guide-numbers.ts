import type { GuideType } from '../wire/content.ts'

/** How many people did it, each counted once, and how often it happened in all. */
export interface Did {
  readonly people: number
  readonly times: number
}

/** What people do with a guide; `snoozed` is "later". */
export const guideDeeds = [
  'seen',
  'clicked',
  'answered',
  'snoozed',
  'dismissed',
  'completed',
] as const

export type GuideDeed = (typeof guideDeeds)[number]

export type GuideDeeds = { readonly [deed in GuideDeed]: Did }

/** By what people clicked, left or completed it. */
export interface GuideWay extends Did {
  readonly deed: 'clicked' | 'dismissed' | 'completed'
  /** As it is recorded: a label in the guide's first language, or `close`, `escape`, `target`, `open`, `next`, `back`, `skip`. */
  readonly by: string
  /** Of a label of the guide's newest version, of a label that only an older one has, of a part that every guide has, or of none. */
  readonly source: 'content' | 'older' | 'own' | 'unknown'
}

/** A step of a guide of several. */
export interface GuideStepNumbers extends GuideDeeds {
  readonly id: string
  /** Its heading, or how its text begins, in its first language. */
  readonly name: string
  /** The newest version has it. */
  readonly inForce: boolean
  /** People of whom a page told anything at this step. */
  readonly reached: number
  /** Of these: it was the last they came to, and they have not completed the guide. */
  readonly stopped: number
  readonly ways: readonly GuideWay[]
}

/** A post of a feed. */
export interface GuidePostNumbers {
  readonly id: string
  readonly name: string
  readonly date?: string
  readonly inForce: boolean
  /** People who had it before them in the opened feed. */
  readonly read: number
  /** What people answered it with, each by their last: the offered ones first, then those of before. */
  readonly reactions: readonly { readonly reaction: string; readonly people: number }[]
}

/** A task of a checklist. */
export interface GuideTaskNumbers {
  readonly milestone: string
  readonly name: string
  readonly inForce: boolean
  /** Who followed the task to where it is done. */
  readonly opened: Did
  /** Of the people to whom the checklist was shown, those who have reached the milestone by now, themselves or their account. */
  readonly done: number
}

/** Something that a resource centre leads to. */
export interface GuideItemNumbers {
  readonly name: string
  readonly section?: string
  readonly opened: Did
}

/** Part of those to whom a guide was shown: of a variant, or by the language that their page asked for. */
export interface GuidePart {
  readonly id: string
  readonly shown: number
  readonly clicked: number
  readonly completed: number
}

/** GET /api/guide-numbers/{id}?env= : how one guide does in a range. */
export interface GuideNumbers extends GuideDeeds {
  readonly id: string
  readonly name: string
  readonly type: GuideType
  /** Published now; else it was once. */
  readonly inForce: boolean
  /** The newest version; that in force, if any is. */
  readonly version: number
  readonly from: number
  readonly to: number
  /** People on whose screen it was (it was painted, or they did something with it), and how often it was painted. */
  readonly shown: Did
  /** Of what is folded until somebody opens it: a feed, a resource centre, a checklist, a launcher, a hotspot. */
  readonly opened?: Did
  readonly ways: readonly GuideWay[]
  /** From when it was painted until it was completed, in ms; of showings that began in the range. */
  readonly toComplete?: {
    readonly showings: number
    readonly quarter: number
    readonly half: number
    /** Nine in ten took no longer. */
    readonly most: number
  }
  /** Of a guide of several steps, in their order; then those that only older versions have. */
  readonly steps: readonly GuideStepNumbers[]
  readonly posts: readonly GuidePostNumbers[]
  readonly tasks: readonly GuideTaskNumbers[]
  readonly items: readonly GuideItemNumbers[]
  /** Versions that were met in the range, whichever was asked for, newest first. */
  readonly versions: readonly { readonly version: number; readonly shown: number }[]
  /** Variants that were met, whichever was asked for. */
  readonly variants: readonly GuidePart[]
  readonly languages: readonly GuidePart[]
  readonly asOf: number
}

/** A guide in the list: its figures in short. */
export interface GuideNumbersItem {
  readonly id: string
  readonly name: string
  readonly type: GuideType
  readonly inForce: boolean
  readonly shown: Did
  readonly clicked: Did
  readonly dismissed: Did
  readonly completed: Did
}

/** GET /api/guide-numbers?env= : shown to most first, then by name. */
export interface GuideNumbersList {
  readonly guides: readonly GuideNumbersItem[]
  readonly from: number
  readonly to: number
  readonly asOf: number
}
