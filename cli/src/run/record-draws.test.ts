import { experiment, experimentUntil } from '@waymark/demo'
import { expect, test } from 'vitest'
import { isHeldOut } from './record-draws.ts'

const hourMs = 3_600_000
const begin = Date.UTC(2026, 10, 2)

/** Of those of an arm whose time is over: how many there are, and the share of them that moved a card in time. */
const armAt = (now: number, heldOut: boolean) => {
  const { history, drawn } = experimentUntil(now, isHeldOut)
  const counted = drawn.filter(
    (one) => one.heldOut === heldOut && one.at + experiment.withinMs <= now,
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

test.each(Array.from({ length: 8 }, (_, nth) => begin + nth * 45 * hourMs))(
  "the demo's hint helps those whom the stream shows it, started at %i",
  (now) => {
    const [treated, control] = [armAt(now, false), armAt(now, true)]
    expect(Math.min(treated.people, control.people)).toBeGreaterThanOrEqual(80)
    expect(treated.share - control.share).toBeGreaterThan(0.26)
  },
)

test('nobody of the demo does something after its history has ended', () => {
  const { history } = experimentUntil(begin, isHeldOut)
  expect(history.filter(({ timestamp }) => Date.parse(timestamp) > begin)).toEqual([])
})
