/** GET /api/overview?env= : the first screen after Setup. */
export interface Overview {
  readonly people: number
  readonly accounts: number
  readonly lifecycle: readonly { readonly state: string; readonly people: number }[]
  readonly journey: readonly {
    readonly id: string
    readonly name: string
    readonly level: 'person' | 'account'
    readonly started: number
    readonly reached: number
    /** How many reached it, or a later one without it: milestones need not be reached in order, nor all of them. */
    readonly came: number
    readonly medianMs?: number
  }[]
  readonly leads: number
  readonly asOf: number
}
