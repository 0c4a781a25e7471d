import { expect, test } from 'vitest'
import { atAnyPace } from './at-any-pace.ts'

const header = {
  v: 1,
  kind: 'live',
  env: 'test',
  source: 'server',
  received: 5,
  skew: 0,
}
const events = '[{"type":"track","event":"Käse","userId":"ann"}]'
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const replayed = (topic: 'events' | 'relay', text: string): string =>
  atAnyPace(topic, base64(text)).toString()

test('Dead letters of one person that are replayed within a second are not too much of them', () => {
  const [head = '', body] = replayed('events', `${JSON.stringify(header)}\n${events}`).split('\n')
  expect(JSON.parse(head)).toEqual({ ...header, anyPace: true })
  expect(body).toBe(events)
  const debt = { k: 'events', header, events: [], origin: { partition: 0, offset: 3 } }
  const record = { v: 1, from: 'test/a/b1', p: 0, o: 1, i: 0, at: 5, debt }
  expect(JSON.parse(replayed('relay', JSON.stringify(record)))).toEqual({
    ...record,
    debt: { ...debt, header: { ...header, anyPace: true } },
  })
})

test.each([
  ['events', 'broken\n[]'],
  ['events', 'null\n[]'],
  ['events', 'no line'],
  ['events', `${JSON.stringify({ ...header, kind: 'import' })}\n${events}`],
  ['events', '{"v":1,"kind":"claim","env":"test"}\n[]'],
  ['relay', 'broken'],
  ['relay', 'null'],
  ['relay', '{"v":1,"debt":{"k":"tell"}}'],
] as const)(
  'what has no pace, or cannot be read, comes again byte for byte: %s %s',
  (topic, text) => {
    expect(replayed(topic, text)).toBe(text)
  },
)
