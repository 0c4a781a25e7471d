import { limits } from '@waymark/schemas'
import type { EventType } from '@waymark/schemas/wire/event'
import type { ParsedBody } from '../body/parse-body.ts'
import { nestingDepth } from '../body/scan-batch.ts'
import type { Fault } from '../http/fault.ts'
import { asFields, type Fields, type ReceivedEvents, type SharedFields } from './received-events.ts'

const invalidBatch = (message: string): Fault => ({ code: 'invalid_body', message, at: 'batch' })

const nonEmpty = (fields: Fields | undefined): Fields | undefined =>
  fields && Object.keys(fields).length > 0 ? fields : undefined

const sharedFields = (body: Fields): SharedFields | undefined => {
  const context = nonEmpty(asFields(body.context))
  const integrations = nonEmpty(asFields(body.integrations))
  if (!context && !integrations) return undefined
  return { ...(context && { context }), ...(integrations && { integrations }) }
}

/** Whether a request may hold so many events. */
export const checkCount = (count: number): Fault | undefined => {
  if (count === 0) return invalidBatch('batch is empty.')
  if (count <= limits.eventsPerRequest) return undefined
  return {
    code: 'too_many_events',
    message: `A request may hold ${limits.eventsPerRequest} events; this one has ${count}.`,
    at: 'batch',
    limit: limits.eventsPerRequest,
  }
}

/** The body of `/v1/batch`. */
export const readBatch = (
  body: ParsedBody,
  kind: ReceivedEvents['kind'] = 'live',
): ReceivedEvents | Fault => {
  const { batch, sentAt } = body.value
  if (!Array.isArray(batch)) return invalidBatch('batch must be an array of events.')
  const fault = checkCount(batch.length)
  if (fault) return fault
  const { ranges, depths, unclear } = body.scan
  if (unclear || depths.length !== batch.length) {
    return invalidBatch('The keys of the body must be written without escapes.')
  }
  const shared = sharedFields(body.value)
  const { bytes, suspicious } = body
  const values: readonly unknown[] = batch
  return {
    kind,
    type: undefined,
    values,
    bytes,
    suspicious,
    ranges,
    depths,
    single: false,
    sentAt,
    shared,
    ...(body.value.token === undefined ? {} : { token: body.value.token }),
  }
}

/** A body that is one event. */
export const readSingle = (body: ParsedBody, type: EventType): ReceivedEvents => ({
  kind: 'live',
  type,
  bytes: body.bytes,
  suspicious: body.suspicious,
  values: [body.value],
  ranges: [0, body.bytes.length],
  depths: [nestingDepth(body.scan)],
  single: true,
  sentAt: body.value.sentAt,
  shared: undefined,
})
