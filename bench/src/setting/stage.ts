import type { Progress } from '../report/progress.ts'

/** What a benchmark is given. */
export interface Stage {
  readonly seconds: number
  /** How many people there are, where somebody says so. */
  readonly people?: number
  readonly progress: Progress
  /** Where servers write their CPU profile; none is taken without it. */
  readonly profile?: string
}
