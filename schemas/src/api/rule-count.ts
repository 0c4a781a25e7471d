/** POST /api/rules/count: for how many people or accounts a rule holds at an instant, by what the database holds. */
export interface RuleCount {
  readonly count: number
  /** Keys of the first of them, at most ten. */
  readonly sample: readonly string[]
  /** The instant that was asked about. */
  readonly at: number
  readonly asOf: number
  /** In what the stream may say otherwise. */
  readonly note?: string
}
