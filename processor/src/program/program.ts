import type { Calendar, Evaluate, Hold, Leaf, Level, Scored, Verdict } from '@waymark/schemas'
import type { SubjectFacts } from '../fold/facts-of.ts'
import type { Awake } from './awake.ts'
import type { EngagementProgram } from './engagement.ts'
import type { FlowProgram } from './flow.ts'
import type { PqlStep } from './pql-step.ts'

/**
 * What an environment's definitions mean, compiled once: what the fold is a function of beside state and input. Immutable; a
 * changed definition is a new program.
 */
export interface Program {
  readonly env: string
  /** Offset in `definitions` that it reflects. */
  readonly version: number
  readonly person: LevelProgram
  readonly account: LevelProgram
  /** Leaves by the definition (`kind/id`) that reads them; by '' those of what nobody wrote. */
  readonly needs: ReadonlyMap<string, readonly string[]>
  /** Of leaves whose past is being read: from which version on they count live. What a subject holds of before is not theirs. */
  readonly since: ReadonlyMap<string, number>
  /** The newest past that all of this rests on: what that would have decided counts. -1 where none was read. */
  readonly past: number
  /** Account rules that person rules read: evaluated on the account, flips relayed to its members. */
  readonly accountRules: readonly {
    readonly hash: string
    readonly evaluate: (facts: SubjectFacts) => Verdict
  }[]
  /** Of each of these by hash what may turn it, beside time; nothing of what no author wrote. */
  readonly accountReads: ReadonlyMap<string, AccountReads>
  /** Person rules that accounts read of their members: evaluated on each, flips relayed to the account. In order of hash. */
  readonly memberRules: readonly { readonly hash: string; readonly evaluate: Evaluate }[]
  /** Whether a rule asks why something was not shown. */
  readonly readsDecisions: boolean
  /** Something that is sent to people names their account. */
  readonly readsAccountName: boolean
  /** Every message of every engagement, in the order in which they are decided: high priority first. */
  readonly engagements: readonly EngagementProgram[]
  /** Of those, the ones that may matter to a person. */
  readonly awakeEngagements: Awake<EngagementProgram>
  /** Those, and what flows send, by id. */
  readonly messages: ReadonlyMap<string, EngagementProgram>
  /** The project's days. */
  readonly calendar: Calendar
  /** Champion rules, evaluated on people when they act for their account. */
  readonly champions: readonly { readonly pql: string; readonly evaluate: Evaluate }[]
}

/** What an account's answer to a rule rests on, itself and by way of other definitions. Traits may matter to any. */
export interface AccountReads {
  readonly leaves: ReadonlySet<string>
  /** Rules about its members, of those that the program knows. */
  readonly members: readonly { readonly hash: string; readonly evaluate: Evaluate }[]
}

export interface LevelProgram {
  readonly level: Level
  /** Leaves by what they listen to: an event pays for those alone. */
  readonly listeners: { readonly get: (kind: string) => readonly Leaf[] | undefined }
  readonly leaves: ReadonlyMap<string, Leaf>
  /** Conditions of which it matters since when they hold: looked at before the steps. */
  readonly holds: readonly Hold[]
  /** Milestones, segments, scores, PQLs and the lifecycle in dependency order: one pass settles them. */
  readonly steps: readonly Step[]
  /** Of those, the ones that may come to another end than nothing for a subject. */
  readonly awakeSteps: Awake<Step>
  /** In the order in which subjects are led through them: by id. */
  readonly flows: readonly FlowProgram[]
  /** Of those, the ones that a subject is in or may enter. */
  readonly awakeFlows: Awake<FlowProgram>
  /** For pages that list them. */
  readonly milestones: readonly MilestoneStep[]
}

export type Step = MilestoneStep | SegmentStep | ScoreStep | PqlStep | LifecycleStep

/** Shows a score in the state; rules read it from the summaries. */
export interface ScoreStep {
  readonly step: 'score'
  readonly id: string
  readonly scored: Scored
}

export interface MilestoneStep {
  readonly step: 'milestone'
  readonly id: string
  readonly name: string
  readonly order: number
  readonly started: Evaluate | undefined
  readonly reached: Evaluate
  /** Leaves that each rule reads: which events are evidence for it. */
  readonly leaves: { readonly started: readonly string[]; readonly reached: readonly string[] }
}

export interface SegmentStep {
  readonly step: 'segment'
  readonly id: string
  readonly rule: Evaluate
}

export interface LifecycleStep {
  readonly step: 'lifecycle'
  readonly moves: readonly {
    readonly to: string
    readonly from: readonly string[] | undefined
    readonly when: Evaluate
  }[]
}
