import type { Transition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import { expect, test } from 'vitest'
import { sayPerson } from '../../words/subject.ts'
import { causedBy, eventRow, filterRows, rowOf, withRows } from './live-rows.ts'

const event = (id: string, over: Partial<EventItem> = {}): EventItem => ({
  messageId: id,
  type: 'track',
  event: 'Product Created',
  person: 'production/u/ana',
  time: 1000,
  received: 1001,
  source: 'browser',
  properties: {},
  context: {},
  ...over,
})

const known: { readonly [key: string]: string } = { 'production/u/ben': 'Ben Ode' }
const name = (kind: string, id: string): string =>
  kind === 'subject' ? (known[id] ?? sayPerson(id)) : id

test('an event that arrives twice is shown once, the newest on top', () => {
  const rows = withRows(
    [eventRow(event('a'))],
    [eventRow(event('a')), eventRow(event('b')), eventRow(event('c'))],
  )
  expect(rows.map((row) => row.key)).toEqual(['c', 'b', 'a'])
})

test('two changes of one record are two rows', () => {
  const reached = (id: string): Transition => ({ t: 'milestone', id, what: 'reached', at: 5 })
  const rows = ['one', 'two'].map((id) =>
    rowOf({ kind: 'transition', subject: 'production/u/ana', version: 3, transition: reached(id) }),
  )
  expect(new Set(rows.map((row) => row?.key)).size).toBe(2)
})

test('the filter finds a person, an account and an event by a part of the name', () => {
  const rows = [
    eventRow(event('a', { account: 'northwind' })),
    eventRow(event('b', { event: 'Invited', person: 'production/u/ben' })),
  ]
  const found = (text: string): readonly string[] =>
    filterRows(rows, { text, kind: '' }, name).map((row) => row.key)
  expect(found('north')).toEqual(['a'])
  expect(found('BEN')).toEqual(['b'])
  expect(found('ben o')).toEqual(['b'])
  expect(found('product')).toEqual(['a'])
  expect(filterRows(rows, { text: '', kind: 'refusal' }, name)).toEqual([])
})

test('an own event that is told in words is found by its raw name too', () => {
  const rows = [eventRow(event('a')), eventRow(event('b', { event: '$guide_seen' }))]
  const found = (text: string): readonly string[] =>
    filterRows(rows, { text, kind: '' }, name).map((row) => row.key)
  expect(found('was seen')).toEqual(['b'])
  expect(found('$guide_')).toEqual(['b'])
})

test('an event has caused what names it and what happened at its instant, and nothing else', () => {
  const changes: readonly Transition[] = [
    { t: 'milestone', id: 'mine', what: 'reached', at: 900, by: { message: 'a', at: 1000 } },
    { t: 'milestone', id: 'other', what: 'reached', at: 1000, by: { message: 'x', at: 1000 } },
    { t: 'lifecycle', from: 'visitor', to: 'trial', at: 1000 },
    { t: 'lifecycle', from: 'trial', to: 'pql', at: 2000 },
  ]
  expect(causedBy(event('a'), changes)).toEqual([changes[0], changes[2]])
})
