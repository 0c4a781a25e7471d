import type {
  DistinctValues,
  Facts,
  FlowMoves,
  FlowTarget,
  Json,
  Level,
  ShowEnd,
} from '@waymark/schemas'
import type { DrawProgram, GuideProgram, Reentry, RuleProgram, SendProgram } from './engagement.ts'

/** A flow, compiled: what people enter, and the steps at which they can be. */
export interface FlowProgram {
  readonly id: string
  readonly level: Level
  /** What its messages are called together: `flow/ID`. */
  readonly definition: string
  readonly draw: DrawProgram
  /** Where whom begins, by variant. */
  readonly starts: ReadonlyMap<string, FlowTarget>
  readonly enter: RuleProgram
  /** Of a flow with a key: each of its values has a place of its own. */
  readonly keyed: KeyProgram | undefined
  readonly exit: RuleProgram | undefined
  readonly goal: RuleProgram | undefined
  readonly reentry: Reentry
  readonly includePresent: boolean
  readonly steps: ReadonlyMap<string, FlowStepProgram>
  readonly moves: FlowMoves | undefined
  /** What stands at each place of the list, where it only leads on (`go`, `end`) what it leads to. */
  readonly places: readonly FlowTarget[]
}

/** How a flow's key is read off the events that let it in. */
export interface KeyProgram {
  readonly property: string
  /** The newest values, each with when its newest event happened. */
  readonly read: (facts: Facts) => DistinctValues | undefined
  /** What must hold beside the event. */
  readonly rest: RuleProgram | undefined
}

export type FlowStepProgram =
  | SendStepProgram
  | ShowStepProgram
  | SetStepProgram
  | WaitStepProgram
  | UntilStepProgram
  | BranchStepProgram
  | SplitStepProgram

interface CommonStep {
  readonly id: string
  /** Its place in the list, from 0. */
  readonly place: number
  readonly next: FlowTarget
}

export interface SendStepProgram extends CommonStep {
  readonly does: 'send'
  /** Absent while what it sends is not published. */
  readonly message: SendProgram | undefined
}

export interface ShowStepProgram extends CommonStep {
  readonly does: 'show'
  /** Absent while the guide is not published. */
  readonly message: GuideProgram | undefined
  /** What ends it, whichever comes first. */
  readonly until: readonly ShowEnd[]
  /** The longest that it is offered, and where it leads then. */
  readonly ms: number
  readonly late: FlowTarget
}

export interface SetStepProgram extends CommonStep {
  readonly does: 'set'
  readonly trait: string
  readonly value: Json
  readonly draw: DrawProgram
}

export interface WaitStepProgram extends CommonStep {
  readonly does: 'wait'
  readonly ms: number
}

export interface UntilStepProgram extends CommonStep {
  readonly does: 'until'
  readonly rule: RuleProgram
  /** The longest that it waits, and where it leads then. */
  readonly ms: number
  readonly late: FlowTarget
}

export interface BranchStepProgram extends CommonStep {
  readonly does: 'branch'
  readonly ways: readonly { readonly rule: RuleProgram; readonly to: FlowTarget }[]
}

export interface SplitStepProgram extends CommonStep {
  readonly does: 'split'
  readonly ways: readonly { readonly weight: number; readonly to: FlowTarget }[]
}
