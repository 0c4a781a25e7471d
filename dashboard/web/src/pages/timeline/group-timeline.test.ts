import type { Transition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { TimelineItem } from '@waymark/schemas/api/timeline'
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
    change(noon - 30 * minute, { t: 'milestone', id: 'two' }),
    change(noon - 61 * minute),
  ])
  expect(day?.sessions.map((session) => session.lines.length)).toEqual([2, 1])
  expect(day?.sessions[0]).toMatchObject({ from: noon - 30 * minute, to: noon })
})

test('each day stands by itself, newest first', () => {
  const days = groupTimeline([change(noon), change(noon - 26 * 60 * minute)])
  expect(days).toHaveLength(2)
  expect(days[0]?.at).toBe(noon)
})

const said = (
  at: number,
  type: 'identify' | 'group' | 'page',
  over: Partial<EventItem> = {},
): TimelineItem => ({
  kind: 'event',
  at,
  event: {
    messageId: `${type}${at}`,
    type,
    event: '',
    person: 'production/u/ana',
    time: at,
    received: at,
    source: 'browser',
    properties: {},
    context: {},
    ...over,
  },
})

test('each page load said again who somebody is and where they belong, line by line', () => {
  const [day] = groupTimeline([
    said(noon, 'page'),
    said(noon - 1, 'identify'),
    said(noon - 2, 'group', { account: 'acme' }),
    said(noon - minute, 'page'),
    said(noon - minute - 1, 'identify'),
    said(noon - minute - 2, 'group', { account: 'acme' }),
    said(noon - 2 * minute, 'identify', { properties: { plan: 'pro' } }),
    said(noon - 3 * minute, 'identify', { person: 'production/u/ben' }),
    said(noon - 90 * minute, 'identify'),
  ])
  expect(day?.sessions.map((session) => session.lines.map(({ times }) => times))).toEqual([
    [1, 2, 2, 1, 1, 1],
    [1],
  ])
  expect(day?.sessions[0]).toMatchObject({ events: 8, from: noon - 3 * minute, to: noon })
})

test('the same guide was told of line after line, by its events and by what the server did not show', () => {
  const seen = (at: number, guide = 'tour') =>
    said(at, 'page', { type: 'track', event: '$guide_seen', properties: { guide } })
  const withheld = (at: number) => change(at, { t: 'suppressed', id: 'tour' })
  const [day] = groupTimeline([
    seen(noon),
    withheld(noon - 1),
    said(noon - 2, 'page'),
    seen(noon - 3),
    withheld(noon - 4),
    seen(noon - 5, 'other'),
    said(noon - 6, 'page'),
  ])
  expect(day?.sessions[0]?.lines.map(({ times }) => times)).toEqual([2, 2, 1, 1, 1])
})

test('a change that is told twice running is one line; one that was undone in between is not', () => {
  const [day] = groupTimeline([
    change(noon, { t: 'segment', id: 'power' }),
    change(noon - 1, { t: 'segment', id: 'power' }),
    change(noon - 2, { t: 'segment', id: 'idle' }),
    change(noon - 3, { t: 'segment', id: 'power' }),
  ])
  expect(day?.sessions[0]?.lines.map(({ times }) => times)).toEqual([2, 1, 1])
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
