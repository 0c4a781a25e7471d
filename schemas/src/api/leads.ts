import type { PqlOutcome } from '../log/events-record.ts'
import type { SubjectKey } from '../log/subject.ts'
import type { Champion, Reason } from '../log/transitions/leads.ts'
import type { AlmostLead } from './scores.ts'
import type { WorkCounts, WorkHistory } from './work.ts'

/** One PQL turn of one subject, as the inbox shows it. */
export interface Lead {
  readonly subject: SubjectKey
  readonly id: string
  readonly name: string
  readonly pql: string
  readonly pqlName: string
  readonly is: boolean
  readonly since: number
  readonly turn: number
  readonly reasons: readonly Reason[]
  readonly champion?: Champion
  readonly say?: string
  readonly owner?: string
  /** Whose it is by the PQL's routes, until somebody claims it. */
  readonly routedTo?: string
  readonly claimedAt?: number
  readonly snoozedUntil?: number
  readonly outcome?: PqlOutcome
  readonly outcomeNote?: string
  readonly outcomeAt?: number
  readonly history: WorkHistory
}

/** GET /api/leads?env=&view=open|mine|snoozed|done ; POST /api/leads {subject, pql, do, …} answers 202 with `WorkNoted`. */
export interface LeadList {
  readonly leads: readonly Lead[]
  readonly counts: WorkCounts
  /** Per PQL definition: how many turned, how many were won. */
  readonly precision: readonly {
    readonly pql: string
    readonly turned: number
    readonly won: number
    readonly closed: number
    /** Who became a customer after they had turned, and after how many days, at the median. */
    readonly customers: number
    readonly medianDays?: number
  }[]
  /** Who is close, and what is missing. */
  readonly almost: readonly AlmostLead[]
  readonly asOf: number
}

export interface LeadAction {
  readonly env: string
  readonly subject: SubjectKey
  readonly pql: string
  readonly do: 'claim' | 'release' | 'snooze' | 'wake' | 'outcome' | 'reopen'
  readonly until?: number
  readonly outcome?: PqlOutcome
  readonly note?: string
  /** With `release`: only where it is one's own. */
  readonly own?: true
}
