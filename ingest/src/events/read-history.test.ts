import { expect, test } from 'vitest'
import { readHistory } from './read-history.ts'

const read = (body: object | string) => {
  const line = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  return readHistory(line, { env: 'test', newMessageId: () => 'made' })
}

/** The header and the events of each record, as the log would hold them. */
const recordsOf = (body: object) => {
  const request = read(body)
  if (!('records' in request)) throw new Error(request.message)
  return request.records.map(({ key, value }) => {
    const [header = '', events = ''] = Buffer.from(value ?? [])
      .toString()
      .split('\n')
    return { key, header: JSON.parse(header), events: JSON.parse(events) }
  })
}

const at = (text: string): number => Date.parse(text)
const noon = '2026-03-01T12:00:00.000Z'
const one = '2026-03-01T13:00:00.000Z'

test('an event is received when it happened, unless it says otherwise', () => {
  const event = { type: 'track', event: 'A', userId: 'ann', timestamp: noon }
  expect(recordsOf(event)).toEqual([
    {
      key: 'test/u/ann',
      header: expect.objectContaining({ received: at(noon), skew: 0, ids: { 0: 'made' } }),
      events: [event],
    },
  ])
  expect(recordsOf({ ...event, receivedAt: one })[0]?.header).toMatchObject({
    received: at(one),
    skew: 0,
  })
})

test('a history is told again: however much of it lies in a second, none of it is too much', () => {
  const event = { type: 'track', event: 'A', userId: 'ann', timestamp: noon }
  expect(recordsOf(event)[0]?.header).toMatchObject({ kind: 'live', anyPace: true })
})

test('a client’s clock is corrected as when it sends', () => {
  const event = { type: 'track', event: 'A', userId: 'ann', timestamp: noon }
  const sent = { ...event, sentAt: noon, receivedAt: one }
  expect(recordsOf(sent)[0]?.header).toMatchObject({ received: at(one), skew: 3_600_000 })
  expect(recordsOf({ ...event, sentAt: one })[0]?.header).toMatchObject({
    received: at(one),
    skew: 0,
  })
})

test('a batch is one request: one record for each of its people', () => {
  const event = { type: 'track', event: 'A', messageId: 'm', timestamp: noon }
  const batch = [
    { ...event, userId: 'ann' },
    { ...event, userId: 'bob', timestamp: one },
    { ...event, userId: 'ann' },
  ]
  const records = recordsOf({ batch })
  expect(records.map(({ key, events }) => [key, events.length])).toEqual([
    ['test/u/ann', 2],
    ['test/u/bob', 1],
  ])
  expect(records[0]?.header.received).toBe(at(one))
})

test('it counts as a server’s word unless a browser sent it', () => {
  const event = { type: 'track', event: 'A', userId: 'ann', timestamp: noon }
  expect(recordsOf(event)[0]?.header.source).toBe('server')
  expect(recordsOf({ ...event, channel: 'client' })[0]?.header.source).toBe('browser')
})

test('what is wrong is said as ingest says it', () => {
  expect(read('{"type":')).toMatchObject({ message: 'The body is not JSON.' })
  expect(read({ type: 'track', event: 'A', userId: 'ann' })).toMatchObject({ at: 'timestamp' })
  const late = { type: 'track', event: 'A', userId: 'ann', timestamp: noon, receivedAt: 'soon' }
  expect(read(late)).toMatchObject({ at: 'receivedAt' })
  expect(read({ type: 'track', event: 'A', timestamp: noon })).toMatchObject({
    records: [],
    faults: [{ code: 'missing_id' }],
  })
  expect(read({ type: 'trakc', event: 'A', userId: 'ann', timestamp: noon })).toMatchObject({
    faults: [{ at: 'type' }],
  })
})
