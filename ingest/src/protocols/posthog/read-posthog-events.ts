import { limits } from '@waymark/schemas'
import type { ParsedBody } from '../../body/parse-body.ts'
import { scanBatch } from '../../body/scan-batch.ts'
import { checkCount } from '../../events/read-events.ts'
import { asFields, type Fields, type ReceivedEvents } from '../../events/received-events.ts'
import type { Fault } from '../../http/fault.ts'
import type { ReadAt } from '../protocol.ts'
import { instantOf } from './instant.ts'
import { mapEvent } from './map-event.ts'

const notAnObject: Fault = { code: 'invalid_event', message: 'An event must be an object.' }

const tooDeep: Fault = {
  code: 'too_deep',
  message: `The event is nested deeper than ${limits.jsonDepth}.`,
  limit: limits.jsonDepth,
}

const eventsOf = ({ value }: ParsedBody): readonly unknown[] => {
  if (Array.isArray(value.batch)) return value.batch
  return 'event' in value ? [value] : []
}

/** When the client sent, by its own clock: in the body, or in the address by older clients. */
const sentAtOf = (body: ParsedBody, { query }: ReadAt): string | undefined => {
  const ignored = eventsOf(body).some(
    (event) => asFields(asFields(event)?.properties)?.$ignore_sent_at === true,
  )
  const { _: milliseconds, sent_at: inAddress } = query
  return ignored
    ? undefined
    : (instantOf(body.value.sent_at) ??
        instantOf(inAddress) ??
        instantOf(milliseconds === undefined ? undefined : Number(milliseconds)))
}

/** One of the client's events in Waymark's words, or why there is none. */
const mapAt = (body: ParsedBody, index: number, sent: number): readonly Fields[] | Fault => {
  if ((body.scan.depths[index] ?? 0) > limits.jsonDepth) return tooDeep
  const event = asFields(eventsOf(body)[index])
  return event ? mapEvent(event, sent) : notAnObject
}

interface Mapped {
  readonly value: Fields
  readonly origin: number
  readonly fault: Fault | undefined
}

const mapAll = (body: ParsedBody, sent: number): readonly Mapped[] =>
  eventsOf(body).flatMap((_, origin): Mapped | readonly Mapped[] => {
    const mapped = mapAt(body, origin, sent)
    return 'code' in mapped
      ? { value: {}, origin, fault: mapped }
      : mapped.map((value) => ({ value, origin, fault: undefined }))
  })

/** PostHog's events in Waymark's words: written anew, since none of them can stay as it came. */
export const readPosthogEvents = (body: ParsedBody, at: ReadAt): ReceivedEvents | Fault => {
  const fault = checkCount(eventsOf(body).length)
  if (fault) return fault
  const sentAt = sentAtOf(body, at)
  const mapped = mapAll(body, sentAt === undefined ? at.now : Date.parse(sentAt))
  const values = mapped.map(({ value }) => value)
  const bytes = Buffer.from(JSON.stringify({ batch: values }))
  const { ranges, depths } = scanBatch(bytes)
  return {
    kind: body.value.historical_migration === true ? 'import' : 'live',
    type: undefined,
    values,
    bytes,
    suspicious: body.suspicious,
    ranges,
    depths,
    single: !Array.isArray(body.value.batch),
    sentAt,
    shared: undefined,
    origins: mapped.map(({ origin }) => origin),
    refused: mapped.map(({ fault }) => fault),
  }
}
