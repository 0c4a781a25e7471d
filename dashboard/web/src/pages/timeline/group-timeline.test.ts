import type { TimelineItem, Transition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { groupTimeline, ofKind } from './group-timeline.ts'

const noon = Date.UTC(2026, 10, 21, 12)
const minute = 60_000

const change = (
  at: number,
  transition: Partial<Transition> & { readonly t: string } = { t: 'milestone' },
): TimelineItem => ({
  kind: 'transition',
  at,
  transition: { id: 'one', what: 'reached', at, ...transition } as Transition,
})

test('a pause of more than half an hour starts another session', () => {
  const [day] = groupTimeline([
    change(noon),
    change(noon - 30 * minute),
    change(noon - 61 * minute),
  ])
  expect(day?.sessions.map((session) => session.items.length)).toEqual([2, 1])
  expect(day?.sessions[0]).toMatchObject({ from: noon - 30 * minute, to: noon })
})

test('each day stands by itself, newest first', () => {
  const days = groupTimeline([change(noon), change(noon - 26 * 60 * minute)])
  expect(days).toHaveLength(2)
  expect(days[0]?.at).toBe(noon)
})

test('what only the machinery needs is not in a person’s story', () => {
  const items = [
    change(noon, { t: 'owed' }),
    change(noon, { t: 'granted' }),
    change(noon, { t: 'suppressed' }),
    change(noon),
  ]
  expect(ofKind(items, '')).toHaveLength(2)
  expect(ofKind(items, 'messages')).toHaveLength(1)
  expect(ofKind(items, 'changes')).toHaveLength(1)
  expect(ofKind(items, 'events')).toHaveLength(0)
})
