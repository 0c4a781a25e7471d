import type { NewRecord } from '@waymark/storage'
import { type ParsedBody, parseBody } from '../body/parse-body.ts'
import { type Fault, isFault } from '../http/fault.ts'
import { skewOf } from './accept-events.ts'
import { buildRecords } from './build-records.ts'
import { judgeEvents } from './judge-events.ts'
import { readBatch, readSingle } from './read-events.ts'
import { asFields, type EventsSource, type Fields, type ReceivedEvents } from './received-events.ts'

export interface HistoryOptions {
  readonly env: string
  /** For events that come without a message id. */
  readonly newMessageId: () => string
}

/** A request of a history: the records that ingest makes of it, and when it would have received them. */
export interface HistoryRequest {
  /** ms. */
  readonly received: number
  readonly records: readonly NewRecord[]
  /** What is wrong with events of it that could not be taken. */
  readonly faults: readonly Fault[]
}

const noInstant: Fault = {
  code: 'invalid_event',
  message:
    'A history says when: timestamp must be an ISO 8601 instant such as 2026-03-01T09:30:00.000Z.',
  at: 'timestamp',
}

const msOf = (value: unknown): number | undefined => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? undefined : ms
}

const timeOf = (event: Fields | undefined): number | undefined =>
  msOf(event?.timestamp) ?? msOf(event?.originalTimestamp)

const wrongReceipt: Fault = {
  code: 'invalid_event',
  message: 'receivedAt must be an ISO 8601 instant such as 2026-03-01T09:30:00.000Z.',
  at: 'receivedAt',
}

/** `receivedAt`, as Segment exports it; else a client that sends at once, by a clock that is right. */
const receivedAt = (body: Fields, events: readonly unknown[]): number | undefined => {
  const said = msOf(body.receivedAt) ?? msOf(body.sentAt)
  if (said !== undefined) return said
  const times = events.flatMap((event) => timeOf(asFields(event)) ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}

/** A history is as trustworthy as an import, unless it says that a browser sent it. */
const sourceOf = ({ channel }: Fields): EventsSource['source'] =>
  channel === 'client' || channel === 'browser' || channel === 'mobile' ? 'browser' : 'server'

const eventsOf = (body: ParsedBody): ReceivedEvents | Fault =>
  'batch' in body.value ? readBatch(body) : { ...readSingle(body, 'track'), type: undefined }

/**
 * Reads a line of a history, an event or the body of a batch, as ingest reads a request: what it takes becomes the same bytes
 * in the log.
 */
export const readHistory = (
  line: Buffer,
  { env, newMessageId }: HistoryOptions,
): HistoryRequest | Fault => {
  const body = parseBody(line)
  if (isFault(body)) return body
  const events = eventsOf(body)
  if (isFault(events)) return events
  if ((body.value.receivedAt ?? null) !== null && msOf(body.value.receivedAt) === undefined)
    return wrongReceipt
  const received = receivedAt(body.value, events.values)
  const source = sourceOf(body.value)
  const judged = judgeEvents(events, { env, dropKey: source === 'server', newMessageId })
  const faults = judged.faults.filter((fault) => fault !== undefined)
  if (received === undefined) return faults[0] ?? noInstant
  const skew = skewOf(events.sentAt, received)
  const from: EventsSource = { env, kind: 'live', source, received, skew, anyPace: true }
  const request: HistoryRequest = {
    received,
    records: buildRecords(judged.taken, from, events.bytes),
    faults,
  }
  return request
}
