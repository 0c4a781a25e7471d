import type { SubjectKey } from '../log/subject.ts'
import type { Lead } from './leads.ts'
import type { MilestoneItem, TraitItem, Uncounted } from './people.ts'
import type { ScoreItem } from './scores.ts'

export interface AccountItem {
  readonly subject: SubjectKey
  readonly id: string
  readonly name?: string
  readonly lifecycle: string
  readonly milestones: readonly string[]
  readonly pql: readonly string[]
  readonly people: number
  readonly firstSeen: number
  readonly lastSeen: number
}

/** GET /api/accounts?env=&search=&lifecycle=&cursor= */
export interface AccountsList {
  readonly accounts: readonly AccountItem[]
  readonly matching: number
  readonly asOf: number
  readonly cursor?: string
}

/** GET /api/accounts/:subject ; its timeline is GET /api/accounts/:subject/timeline */
export interface AccountDetail extends AccountItem {
  readonly scores: readonly ScoreItem[]
  readonly traits: readonly TraitItem[]
  readonly journey: readonly MilestoneItem[]
  readonly members: readonly MemberItem[]
  readonly leads: readonly Lead[]
  readonly lifecycleHistory: readonly { readonly state: string; readonly at: number }[]
  /** Events a day, the last 28 days, oldest first. */
  readonly activity: readonly number[]
  /** Of these days, of its people. */
  readonly uncounted?: Uncounted
  readonly asOf: number
}

export interface MemberItem {
  readonly person: SubjectKey
  readonly name?: string
  readonly email?: string
  readonly role?: string
  readonly seen: number
  readonly events: number
}
