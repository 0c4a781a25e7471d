import type { TaskOutcome } from '../log/events-record.ts'
import type { SubjectKey } from '../log/subject.ts'
import type { WorkCounts, WorkHistory } from './work.ts'

/** Something that one of your own people is to do about a person or an account. */
export interface TaskItem {
  /** The id of what sent it. */
  readonly task: string
  /** Whom it is about. */
  readonly subject: SubjectKey
  readonly id: string
  readonly name: string
  /** The account of a person that it is about. */
  readonly account?: { readonly id: string; readonly name: string }
  readonly title: string
  /** Words of its author for who does it. */
  readonly say?: string
  /** What made it: the flow or the engagement, and its rule in plain English. */
  readonly from: {
    readonly kind: 'flow' | 'engagement'
    readonly id: string
    readonly name: string
    readonly why: string
  }
  readonly at: number
  readonly due?: number
  /** Whose it is by its definition, until somebody claims it. */
  readonly routedTo?: string
  readonly owner?: string
  readonly snoozedUntil?: number
  readonly outcome?: TaskOutcome
  readonly outcomeNote?: string
  readonly doneAt?: number
  readonly history: WorkHistory
}

/** GET /api/tasks?env=&view=open|mine|snoozed|done ; POST /api/tasks {subject, task, do, …} answers 202 with nothing. */
export interface TaskList {
  /** What is due first comes first; of those done the newest. */
  readonly tasks: readonly TaskItem[]
  readonly counts: WorkCounts
  readonly asOf: number
}

export interface TaskAction {
  readonly env: string
  readonly subject: SubjectKey
  readonly task: string
  readonly do: 'claim' | 'release' | 'snooze' | 'wake' | 'done' | 'reopen'
  readonly until?: number
  readonly outcome?: TaskOutcome
  readonly note?: string
  /** With `release`: only where it is one's own. */
  readonly own?: true
}

/** What became of those who entered a flow. */
export interface FlowArm {
  readonly entered: number
  /** Are in it now. */
  readonly within: number
  /** Met the goal. */
  readonly won: number
  readonly left: number
  readonly ended: number
}

/** GET /api/flows?env= : how each flow does, with those whom its holdout left out beside it. */
export interface FlowList {
  readonly flows: readonly {
    readonly id: string
    readonly name: string
    readonly level: 'person' | 'account'
    /** Whether it has a goal: without one nobody wins. */
    readonly hasGoal: boolean
    readonly treated: FlowArm
    /** Absent while nobody is held out. */
    readonly heldOut?: FlowArm
    readonly tasks: { readonly made: number; readonly done: number; readonly solved: number }
  }[]
  readonly asOf: number
}
