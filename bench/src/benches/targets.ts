import { runCorpus } from '@waymark/pages'
import { startBrowser } from '@waymark/test/support'
import type { Benchmark } from '../benchmark.ts'

/** Counts, not times: the same each run, on any machine. */
export const targets: Benchmark = {
  name: 'targets',
  about: 'are targets found again after pages of real component libraries have changed?',
  seconds: 0,
  run: async () => {
    await using browser = await startBrowser()
    const { cases, wrong, missed, precision, recall } = await runCorpus(browser)
    const worst = Object.entries(Object.groupBy(missed, ({ mutation }) => mutation))
      .map(([mutation, each]) => [mutation, each?.length ?? 0] as const)
      .toSorted(([, a], [, b]) => b - a)
    return {
      figures: [
        { label: 'precision', value: 100 * precision, unit: '%', better: 'more', must: 100 },
        { label: 'recall', value: 100 * recall, unit: '%', better: 'more', must: 90, aim: 95 },
        { label: 'wrong elements', value: wrong.length, unit: '', better: 'less', must: 0 },
        { label: 'pages after a change', value: cases.length, unit: '', better: 'more', must: 60 },
      ],
      floors: [],
      notes: [
        `not found: ${worst.map(([mutation, count]) => `${mutation} ${count}`).join(', ')}`,
        ...wrong.map((each) => `WRONG: ${each.library}, ${each.mutation}: ${each.mark}`),
      ],
    }
  },
}
