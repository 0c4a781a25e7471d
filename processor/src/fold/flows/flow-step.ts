import type { FlowPlace, FlowTarget } from '@waymark/schemas'
import type { FlowStepProgram } from '../../program/flow.ts'
import type { Work } from '../work.ts'

/** Where somebody stands, and since when. */
export type Position = NonNullable<FlowPlace['at']>

/** Where a step leads somebody now, and what led there, in plain English. */
export interface Onward {
  readonly to: FlowTarget
  readonly why: string
}

/** What it is about: the flow, the step and where exactly the person stands. */
export interface Standing<Step extends FlowStepProgram> {
  readonly flow: string
  /** Of a flow with a key: which property it is, and whose place is looked at. */
  readonly keyed: { readonly property: string; readonly key: string } | undefined
  readonly step: Step
  readonly position: Position
}

/** One kind of step. `undefined`: the person stays, and what may change that is noted. */
export type Advance<Step extends FlowStepProgram> = (
  work: Work,
  standing: Standing<Step>,
) => Onward | undefined
