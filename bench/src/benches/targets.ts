import { type CorpusResult, heldOut, runCorpus } from '@waymark/pages'
import { startBrowser } from '@waymark/test/support'
import type { Benchmark } from '../benchmark.ts'
import type { Figure } from '../report/figure.ts'

/** Counts, not times: the same each run, on any machine. */
export const targets: Benchmark = {
  name: 'targets',
  about: 'are targets found again after pages of real component libraries have changed?',
  seconds: 0,
  run: async () => {
    await using browser = await startBrowser()
    const tuned = await runCorpus(browser)
    const unseen = await runCorpus(browser, heldOut)
    return {
      figures: [
        ...figuresOf(tuned, ''),
        ...figuresOf(unseen, `, held out (${heldOut.join(', ')})`),
      ],
      floors: [],
      notes: [...notesOf(tuned, ''), ...notesOf(unseen, ', held out')],
    }
  },
}

const figuresOf = ({ cases, wrong, precision, recall }: CorpusResult, of: string): Figure[] => [
  { label: `precision${of}`, value: 100 * precision, unit: '%', better: 'more', must: 100 },
  { label: `recall${of}`, value: 100 * recall, unit: '%', better: 'more', must: 90, aim: 95 },
  { label: `wrong elements${of}`, value: wrong.length, unit: '', better: 'less', must: 0 },
  { label: `pages after a change${of}`, value: cases.length, unit: '', better: 'more' },
]

const notesOf = ({ wrong, missed }: CorpusResult, of: string): string[] => {
  const worst = Object.entries(Object.groupBy(missed, ({ mutation }) => mutation))
    .map(([mutation, each]) => [mutation, each?.length ?? 0] as const)
    .toSorted(([, a], [, b]) => b - a)
  return [
    `not found${of}: ${worst.map(([mutation, count]) => `${mutation} ${count}`).join(', ')}`,
    ...wrong.map((each) => `WRONG: ${each.library}, ${each.mutation}: ${each.mark}`),
  ]
}
