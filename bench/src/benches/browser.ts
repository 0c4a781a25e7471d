import { startBrowser } from '@waymark/test/support'
import type { Browser } from 'playwright-core'
import type { Benchmark } from '../benchmark.ts'
import { type Cost, measureSubject } from '../browser/measure-subject.ts'
import { peers } from '../browser/peers.ts'
import { findPeers } from '../browser/peers-folder.ts'
import { measureRestless } from '../browser/restless-page.ts'
import { nothing, peerSubject, type Subject, waymark } from '../browser/subject.ts'
import type { Figure } from '../report/figure.ts'

const rounds = 7
const restlessSeconds = 5

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The median of each figure over some visits: one visit may have met a busy moment. */
const measure = async (browser: Browser, subject: Subject): Promise<Cost> => {
  const costs: Cost[] = []
  for (let round = 0; round < rounds; round++) costs.push(await measureSubject(browser, subject))
  const of = (key: keyof Cost): number => median(costs.map((cost) => cost[key] ?? 0))
  return {
    evaluate: of('evaluate'),
    longestTask: of('longestTask'),
    allTasks: of('allTasks'),
    heap: of('heap'),
    layoutShift: of('layoutShift'),
    bytes: of('bytes'),
    ...(subject.guide && { painted: of('painted') }),
  }
}

const megabytes = (bytes: number): number => bytes / 1024 / 1024

interface Measured {
  readonly empty: Cost
  readonly core: Cost
  readonly guide: Cost
  /** Per cent. */
  readonly restless: number
}

const figuresOf = ({ core, guide, empty, restless }: Measured): Figure[] => [
  {
    label: 'core evaluated, 4x slower',
    value: core.evaluate,
    unit: 'ms',
    better: 'less',
    must: 10,
  },
  {
    ...{ label: 'longest task, 4x slower', value: core.longestTask, unit: 'ms' },
    ...{ better: 'less', must: 50 },
  },
  { label: 'all its tasks, 4x slower', value: core.allTasks, unit: 'ms', better: 'less' },
  {
    ...{ label: 'heap after start', value: megabytes(core.heap - empty.heap), unit: 'MB' },
    ...{ better: 'less', must: 1 },
  },
  { label: 'layout shift', value: core.layoutShift, unit: '', better: 'less', must: 0 },
  { label: 'show() to painted', value: guide.painted ?? 0, unit: 'ms', better: 'less', must: 50 },
  {
    ...{ label: 'of a restless page’s main thread', value: restless, unit: '%' },
    ...{ better: 'less', must: 2 },
  },
]

/** A row of the table in docs/performance.md. */
const rowOf = (name: string, cost: Cost, empty: Cost): string => {
  const { bytes, evaluate, longestTask, allTasks, heap, layoutShift, painted } = cost
  const cells = [
    name,
    (bytes / 1024).toFixed(1),
    evaluate.toFixed(1),
    longestTask.toFixed(0),
    allTasks.toFixed(0),
    megabytes(heap - empty.heap).toFixed(2),
    layoutShift.toFixed(3),
    painted === undefined ? '–' : painted.toFixed(0),
  ]
  return `| ${cells.join(' | ')} |`
}

const head = [
  '| | KB fetched | evaluated, ms | longest task, ms | all tasks, ms | heap, MB | layout shift | show to painted, ms |',
  '|---|---|---|---|---|---|---|---|',
]

const subjectsBeside = async (): Promise<readonly Subject[]> => {
  const folder = findPeers()
  return folder ? Promise.all(peers.map((peer) => peerSubject(peer, folder))) : []
}

export const browser: Benchmark = {
  name: 'browser',
  about: 'what the SDK costs a page in Chromium, 4x slower, beside other libraries',
  seconds: 0,
  run: async ({ progress }) => {
    await using chromium = await startBrowser()
    progress.phase('measuring')
    const empty = await measure(chromium, nothing)
    const core = await measure(chromium, waymark('none'))
    const guide = await measure(chromium, waymark('armed'))
    const rows = [
      rowOf('an empty page', empty, empty),
      rowOf('Waymark', core, empty),
      rowOf('Waymark, a guide armed', guide, empty),
    ]
    for (const subject of await subjectsBeside()) {
      rows.push(rowOf(subject.name, await measure(chromium, subject), empty))
    }
    const restless = await measureRestless(chromium, waymark('sought'), restlessSeconds)
    const missing = 'no peers: node bench/src/browser/install-peers.ts brings them'
    return {
      figures: figuresOf({ core, guide, empty, restless }),
      floors: [],
      notes: [...head, ...rows, ...(findPeers() ? [] : [missing])],
    }
  },
}
