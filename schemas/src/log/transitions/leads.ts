import type { PqlOutcome } from '../events-record.ts'
import type { SubjectKey } from '../subject.ts'
import type { SayMarks } from './say-marks.ts'
import type { Evidence } from './verdicts.ts'

/** Why somebody is a PQL, or no longer is one: a line each. */
export interface Reason {
  /** `leave`: the rule that ends it holds. */
  readonly part: 'milestone' | 'fit' | 'behaviour' | 'intent' | 'leave'
  /** Id of the milestone; '' else. */
  readonly id: string
  /** Plain English: "reached Code installed", "employees is at least 20". */
  readonly says: string
  readonly is: boolean
  /** Of a condition that counts for so much. */
  readonly weight?: number
  readonly by?: Evidence
}

export interface Champion {
  readonly person: SubjectKey
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly seen: number
  readonly events: number
}

/** What an SDR needs to act, complete in itself. */
export interface AlertBody {
  readonly pql: string
  readonly pqlName: string
  readonly subject: SubjectKey
  /** Group id of the account, or the person's user id. */
  readonly id: string
  readonly name: string
  readonly traits: { readonly [name: string]: unknown }
  readonly reasons: readonly Reason[]
  /** Whose lead it is. */
  readonly owner?: string
  readonly champion?: Champion
  readonly members: number
  readonly milestones: readonly {
    readonly id: string
    readonly name: string
    readonly reached?: number
  }[]
  /** Which turn this is: 1 for the first. */
  readonly turn: number
  readonly say?: string
  readonly sayMarks?: SayMarks
}

/** Who turned into a lead or is one no more, who was told of it, and what a human did about it. */
export type LeadTransition =
  | {
      readonly t: 'pql'
      readonly id: string
      readonly is: boolean
      readonly at: number
      readonly folded?: number
      /** Since when somebody counts as being one, where that is earlier. */
      readonly since?: number
      readonly turn: number
      readonly reasons: readonly Reason[]
      /** Whose lead it is. */
      readonly owner?: string
      readonly champion?: Champion
      /** Suggested words, filled in; with an alert or without one. */
      readonly say?: string
    }
  | {
      readonly t: 'alert'
      readonly to: readonly string[]
      readonly at: number
      readonly body: AlertBody
    }
  | {
      readonly t: 'alert_withheld'
      readonly pql: string
      readonly at: number
      readonly reason: 'cooldown' | 'history' | 'frequency'
    }
  | {
      readonly t: 'worked'
      readonly pql: string
      readonly at: number
      readonly by: string
      readonly do: 'claim' | 'release' | 'snooze' | 'outcome' | 'reopen'
      readonly outcome?: PqlOutcome
      readonly until?: number
      readonly note?: string
    }
