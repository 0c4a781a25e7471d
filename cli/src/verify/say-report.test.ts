import { expect, test } from 'vitest'
import type { Report } from './judge.ts'
import { sayReport } from './say-report.ts'

const report: Report = {
  ok: true,
  results: [
    {
      ...{ name: 'welcome', optional: false, url: 'http://app/', verdict: 'found', ok: true },
      ...{ score: 1, changed: [], likely: [] },
    },
  ],
  elsewhere: Array.from({ length: 20 }, (_, at) => `tour/${at}`),
}
const withoutTarget = ['hello', 'nps']

test('a line for every guide of other pages drowned the results', () => {
  expect(sayReport(report, { withoutTarget, isVerbose: false })).toEqual([
    'found      welcome on http://app/ (100% sure)',
    '1 of 1 targets are there.',
    'Not looked for: 20 targets belong on other pages, 2 guides point at no element (--verbose lists them).',
  ])
  const all = sayReport(report, { withoutTarget, isVerbose: true })
  expect(all.slice(0, 2)).toEqual([expect.stringMatching(/^found/), '1 of 1 targets are there.'])
  expect(all.filter((line) => line.startsWith('elsewhere'))).toHaveLength(20)
  expect(all.filter((line) => line.startsWith('no target'))).toHaveLength(2)
})

test('where all was looked for, nothing is said of others', () => {
  const said = sayReport({ ...report, elsewhere: [] }, { withoutTarget: [], isVerbose: false })
  expect(said).toHaveLength(2)
})
