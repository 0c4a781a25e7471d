/** What is asked before a message, in the order in which it is asked. */
export const gateNames = [
  'identified',
  'consent',
  'audience',
  'exclude',
  'goal',
  'unsubscribed',
  'entry',
  'merge',
  'schedule',
  'quiet',
  'worked',
  'variant',
  'holdout',
  'snooze',
  'caps',
  'priority',
  'slot',
] as const

export type GateName = (typeof gateNames)[number]

/** One gate of a decision: what it wants, what it found. */
export interface Gate {
  readonly gate: GateName
  readonly is: boolean
  readonly wants: string
  readonly found: string
}
