import type { StoredKey } from '@waymark/schemas'
import type { IngestContext } from '../context.ts'
import { type Fault, isFault } from '../http/fault.ts'
import { type Proof, speaksFor } from '../identity/proof.ts'
import { buildRecords } from './build-records.ts'
import { type Judged, judgeEvents } from './judge-events.ts'
import type { EventsSource, ReceivedEvents } from './received-events.ts'

/** What became of a request that could be read. */
export interface Accepted {
  readonly received: ReceivedEvents
  readonly judged: Judged
  /** The first reason, where no event could be taken. */
  readonly fault: Fault | undefined
}

const wrongKeyType: Fault = {
  code: 'wrong_key_type',
  message: 'History is imported with a server key (sk_…).',
}

/** A client's clock may be years off; a `sentAt` outside of these years is not a clock. */
const plausible = { from: Date.UTC(2000), to: Date.UTC(2100) }

/** What to add to the client's timestamps; 0 where it did not say when it sent. */
export const skewOf = (sentAt: unknown, received: number): number => {
  if (typeof sentAt !== 'string') return 0
  const sent = Date.parse(sentAt)
  return sent >= plausible.from && sent < plausible.to ? received - sent : 0
}

const sourceOf = (events: ReceivedEvents, key: StoredKey, received: number): EventsSource => {
  const { kind, type, sentAt } = events
  const source = kind === 'import' ? 'import' : key.type === 'server' ? 'server' : 'browser'
  const skew = kind === 'import' ? 0 : skewOf(sentAt, received)
  return { env: key.env, kind, source, received, skew, ...(type !== undefined && { type }) }
}

/** What the request's token proves; a token that proves nothing leaves the events unsigned, and they are taken as such. */
const proofOf = async (
  { identities }: IngestContext,
  { token }: ReceivedEvents,
  key: StoredKey,
): Promise<Proof | undefined> => {
  if (key.type === 'server') return undefined
  const proof = await identities.prove(key.env, token)
  return isFault(proof) ? undefined : proof
}

const firstFault = ({ faults }: Judged): Fault | undefined =>
  faults.find((fault) => fault !== undefined)

/**
 * Judges events and appends those that are usable: one record per subject. Resolves after they are durable.
 * @throws StorageError where nothing durable can be written
 */
export const acceptEvents = async (
  ctx: IngestContext,
  received: ReceivedEvents,
  key: StoredKey,
): Promise<Accepted | Fault> => {
  if (received.kind === 'import' && key.type !== 'server') return wrongKeyType
  const unsigned = sourceOf(received, key, ctx.clock())
  const proof = received.token === undefined ? undefined : await proofOf(ctx, received, key)
  const judged = judgeEvents(received, {
    env: key.env,
    dropKey: key.type === 'server',
    newMessageId: ctx.newMessageId,
    isSigned: proof && ((event) => speaksFor(proof, event, unsigned)),
  })
  if (judged.accepted === 0) return { received, judged, fault: firstFault(judged) }
  const source = proof ? { ...unsigned, accounts: proof.accounts } : unsigned
  const started = performance.now()
  await ctx.log.append(buildRecords(judged.taken, source, received.bytes))
  ctx.metrics.appended(performance.now() - started)
  ctx.metrics.accepted(judged.accepted)
  return { received, judged, fault: undefined }
}
