import { expect, test } from 'vitest'
import type { ScoreDefinition } from '../../definitions/score.ts'
import { type Done, readRule } from '../testing/read-rule.ts'
import { isTrue } from '../verdict.ts'

const day = 86_400_000
const monday = Date.parse('2026-03-02T00:00:00Z')

/** Twenty days of four weeks are 100, each of them five. */
const byDays: ScoreDefinition = {
  kind: 'score',
  id: 'cbi',
  level: 'person',
  core: [{ event: 'Report Exported' }],
  weights: { days: 1, time: 0, breadth: 0, depth: 0, trend: 0 },
}

const around = {
  scores: { cbi: { score: byDays, cohorts: undefined } },
  facts: { lifecycle: () => ({ state: 'trial', since: 0, history: [['trial', 0]] as const }) },
}

const loginsFrom = (first: number, days: number): readonly Done[] =>
  Array.from({ length: days }, (_, n) => ({ name: 'Login', time: monday + (first + n) * day }))

/** Whether the rule holds of so many days at work in four weeks, and so many in the next four. */
const holds = (earlier: number, later: number, rule: object): boolean => {
  const history = [...loginsFrom(0, earlier), ...loginsFrom(28, later)]
  return isTrue(readRule({ score: { id: 'cbi', ...rule } }, history, around)(monday + 55 * day))
}

const by = (share: number) => ({ by: `${share}%`, over: '28d' })

test('a score that fell by exactly the share asked for has fallen by it: from 100 to 20 is 80 %', () => {
  expect(holds(20, 4, { drop: by(80) })).toBe(true)
  for (let days = 1; days < 20; days++) {
    const share = 100 - 5 * days
    expect([share, holds(20, days, { drop: by(share) })]).toEqual([share, true])
    expect([share, holds(20, days, { drop: by(share + 1) })]).toEqual([share, false])
  }
})

test('a score that rose by exactly the share asked for has risen by it', () => {
  for (let days = 5; days <= 20; days++) {
    const share = 25 * (days - 4)
    expect([share, holds(4, days, { rise: by(share) })]).toEqual([share, true])
    expect([share, holds(4, days, { rise: by(share + 1) })]).toEqual([share, false])
  }
})
