import type { EventType, StoredKey } from '@waymark/schemas'
import type { ParsedBody } from '../body/parse-body.ts'
import type { IngestContext } from '../context.ts'
import { type Fault, isFault } from '../http/fault.ts'
import { buildRecords } from './build-records.ts'
import { type Judged, judgeEvents } from './judge-events.ts'
import { readBatch, readSingle } from './read-events.ts'
import type { EventsSource, ReceivedEvents } from './received-events.ts'

export interface AcceptOptions {
  readonly key: StoredKey
  readonly kind: 'live' | 'import'
  /** What the route says the body is: one event of this type. Without, a batch. */
  readonly type?: EventType
}

/** What became of a request that could be read. */
export interface Accepted {
  readonly received: ReceivedEvents
  readonly judged: Judged
}

const wrongKeyType: Fault = {
  code: 'wrong_key_type',
  message: 'History is imported with a server key (sk_…).',
}

/** A client's clock may be years off; a `sentAt` outside of these years is not a clock. */
const plausible = { from: Date.UTC(2000), to: Date.UTC(2100) }

/** What to add to the client's timestamps; 0 where it did not say when it sent. */
const skewOf = (sentAt: unknown, received: number): number => {
  if (typeof sentAt !== 'string') return 0
  const sent = Date.parse(sentAt)
  return sent >= plausible.from && sent < plausible.to ? received - sent : 0
}

const sourceOf = (options: AcceptOptions, sentAt: unknown, received: number): EventsSource => {
  const { key, kind, type } = options
  const source = kind === 'import' ? 'import' : key.type === 'server' ? 'server' : 'browser'
  const skew = kind === 'import' ? 0 : skewOf(sentAt, received)
  return { env: key.env, kind, source, received, skew, ...(type !== undefined && { type }) }
}

/**
 * Judges the events of a body and appends those that are usable: one record per subject. Resolves after they are durable.
 * @throws StorageError where nothing durable can be written
 */
export const acceptEvents = async (
  ctx: IngestContext,
  body: ParsedBody,
  options: AcceptOptions,
): Promise<Accepted | Fault> => {
  const { key, kind, type } = options
  if (kind === 'import' && key.type !== 'server') return wrongKeyType
  const received = type === undefined ? readBatch(body) : readSingle(body)
  if (isFault(received)) return received
  const judged = judgeEvents(received, {
    env: key.env,
    ...(type !== undefined && { type }),
    needsTimestamp: kind === 'import',
    dropKey: key.type === 'server',
    suspicious: body.suspicious,
    newMessageId: ctx.newMessageId,
  })
  if (judged.accepted === 0) return { received, judged }
  const source = sourceOf(options, received.sentAt, ctx.clock())
  const started = performance.now()
  await ctx.log.append(buildRecords(judged.taken, source, body.bytes))
  ctx.metrics.appended(performance.now() - started)
  ctx.metrics.accepted(judged.accepted)
  return { received, judged }
}
