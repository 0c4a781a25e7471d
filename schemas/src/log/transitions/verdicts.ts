import type { SubjectKey } from '../subject.ts'

/** What decided: the event, by whom, when. */
export interface Evidence {
  readonly event?: string
  readonly message?: string
  readonly person?: SubjectKey
  readonly at: number
}

/** What somebody reached, how far they are, what they belong to. */
export type VerdictTransition =
  | {
      readonly t: 'milestone'
      readonly id: string
      readonly what: 'started' | 'reached'
      readonly at: number
      readonly folded?: number
      readonly by?: Evidence
    }
  | {
      readonly t: 'lifecycle'
      readonly from: string
      readonly to: string
      readonly at: number
      readonly folded?: number
    }
  | {
      readonly t: 'segment'
      readonly id: string
      readonly is: boolean
      readonly at: number
      readonly folded?: number
      /** Since when somebody counts as being in it, where that is earlier. */
      readonly since?: number
    }
