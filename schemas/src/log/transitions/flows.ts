/** Somebody enters a flow, comes to a step of it, or is in it no more. */
export interface FlowTransition {
  readonly t: 'flow'
  readonly flow: string
  readonly what: FlowMove
  /** The step at which they stand now, or stood last. */
  readonly step: string
  /** Of a flow with a key: whose place it is. */
  readonly key?: string
  readonly at: number
  /** Of a place that a visitor brings: since when they stand there, and since when they are in the flow. */
  readonly since?: number
  readonly entered?: number
  /** Plain English: what led there. */
  readonly says: string
}

/** `won`: the goal is met. `left`: the exit rule holds, or the flow is gone. `ended`: nothing comes after the last step. */
export type FlowMove = 'entered' | 'moved' | 'won' | 'left' | 'ended'
