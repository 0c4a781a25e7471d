import { readFileSync } from 'node:fs'
import { experiment, experimentUntil, type IsHeldOut } from '@waymark/demo'
import { drawOf } from '@waymark/processor'
import { subjectKey } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { isHeldOut } from './record-draws.ts'

const hourMs = 3_600_000
const begin = Date.UTC(2026, 10, 2)

interface Shares {
  /** Who is shown the hint. */
  readonly draw: IsHeldOut
  /** Who is counted in which arm: by the same draw, unless told otherwise. */
  readonly split?: IsHeldOut
}

/** Of those of an arm whose time is over: how many there are, and the share of them that moved a card in time. */
const armAt = (now: number, heldOut: boolean, { draw, split = draw }: Shares) => {
  const { history, drawn } = experimentUntil(now, draw)
  const counted = drawn.filter(
    ({ userId, at }) => split(userId) === heldOut && at + experiment.withinMs <= now,
  )
  const moved = new Map<string, number>()
  for (const { userId, event, timestamp } of history) {
    if (!userId || event !== 'Card Moved' || moved.has(userId)) continue
    moved.set(userId, Date.parse(timestamp))
  }
  const reached = counted.filter(
    ({ userId, at }) => (moved.get(userId) ?? Number.POSITIVE_INFINITY) <= at + experiment.withinMs,
  )
  return { people: counted.length, share: reached.length / counted.length }
}

const effectAt = (now: number, shares: Shares): number =>
  armAt(now, false, shares).share - armAt(now, true, shares).share

const starts = Array.from({ length: 8 }, (_, nth) => begin + nth * 45 * hourMs)

test.each(starts)("the demo's hint helps those whom the stream shows it, started at %i", (now) => {
  const [treated, control] = [false, true].map((arm) => armAt(now, arm, { draw: isHeldOut }))
  expect(Math.min(treated?.people ?? 0, control?.people ?? 0)).toBeGreaterThanOrEqual(80)
  expect(effectAt(now, { draw: isHeldOut })).toBeGreaterThan(0.26)
})

/** As an experiment of another name draws the same people. */
const drawnFor =
  (definition: string): IsHeldOut =>
  (userId) => {
    const draw = { holdout: experiment.holdout, projectHoldout: 0, variants: [] }
    const subject = { s: subjectKey('production', 'user', userId) }
    return drawOf({ definition, draw }, subject).heldOut !== undefined
  }

test.each(['another-board', 'show-the-map', 'x'])(
  'the effect was of the people of one draw alone, though it should follow whoever is shown the hint: %s',
  (name) => {
    const draw = drawnFor(name)
    const { drawn } = experimentUntil(begin, draw)
    const moved = drawn.filter(({ userId }) => draw(userId) !== isHeldOut(userId))
    expect(moved.length / drawn.length).toBeGreaterThan(0.3)
    expect(effectAt(begin, { draw })).toBeGreaterThan(0.2)
  },
)

test('a hint that nobody is shown helps nobody: the arms of the history itself are alike', () => {
  const nobody = (): boolean => true
  for (const now of starts) {
    expect(Math.abs(effectAt(now, { draw: nobody, split: isHeldOut }))).toBeLessThan(0.15)
  }
})

test("the experiment that is made up is the one of the demo's definitions", () => {
  const file = new URL('../../../examples/definitions/show-the-board.yaml', import.meta.url)
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((one) => one.toJS())
  const engagement = documents.find(({ kind }) => kind === 'engagement')
  const { id, holdout, withinMs } = experiment
  expect(engagement).toMatchObject({ id, holdout, 'goal-within': `${withinMs / 24 / hourMs}d` })
})

test('nobody of the demo does something after its history has ended', () => {
  const { history } = experimentUntil(begin, isHeldOut)
  expect(history.filter(({ timestamp }) => Date.parse(timestamp) > begin)).toEqual([])
})
