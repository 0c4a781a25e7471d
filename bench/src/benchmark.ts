import type { Figure } from './report/figure.ts'
import type { Stage } from './setting/stage.ts'

/** What a benchmark found. */
export interface Finding {
  /** The first is the one that the ratio is about. */
  readonly figures: readonly Figure[]
  /** The same work without the work: measured in the same run. The first is what the ratio is to. */
  readonly floors: readonly Figure[]
  /** What a reader has to know of this run. */
  readonly notes?: readonly string[]
}

/** One thing that is measured. A new one is a file in `benches` and a line in `benchmarks.ts`. */
export interface Benchmark {
  readonly name: string
  /** What is measured, in a line. */
  readonly about: string
  /** How long it measures unless `--seconds` says otherwise. */
  readonly seconds: number
  readonly run: (stage: Stage) => Promise<Finding>
}
