import { limits, subjectKey } from '@waymark/schemas'
import { isAbsent } from '@waymark/schemas/wire/check-id'
import { type Fault, within } from '../http/fault.ts'
import { checkEventConsent } from './check-consent.ts'
import { checkEvent } from './check-event.ts'
import { cleanValue } from './clean-value.ts'
import {
  asFields,
  type Fields,
  placeOf,
  type ReceivedEvents,
  type TakenEvent,
} from './received-events.ts'

export interface JudgeOptions {
  readonly env: string
  /** The key is secret: it must not be stored with the event. */
  readonly dropKey: boolean
  readonly newMessageId: () => string
  /** Whether the request's token speaks for an event. */
  readonly isSigned?: ((event: Fields) => boolean) | undefined
}

/** What became of the events of a request, in their order. */
export interface Judged {
  readonly taken: readonly (TakenEvent | undefined)[]
  readonly faults: readonly (Fault | undefined)[]
  readonly accepted: number
}

const tooLarge = (bytes: number): Fault => ({
  code: 'event_too_large',
  message: `The event has ${bytes} bytes; ${limits.eventBytes} are allowed.`,
  limit: limits.eventBytes,
})

/** A large context of the batch, merged into each event, could make a small request a huge one. */
const tooMuchShared: Fault = {
  code: 'request_too_large',
  message: `With the context of the batch in each event, the request is larger than ${limits.inflatedBytes} bytes.`,
  at: 'context',
  limit: limits.inflatedBytes,
}

const tooDeep: Fault = {
  code: 'too_deep',
  message: `The event is nested deeper than ${limits.jsonDepth}.`,
  limit: limits.jsonDepth,
}

const noTimestamp: Fault = {
  code: 'invalid_event',
  message: 'An imported event needs its timestamp.',
  at: 'timestamp',
}

/** RudderStack's clients send the traits of an `identify` in its context only. */
const hidesTraits = ({ type, traits, context }: Fields, routeType: string | undefined): boolean =>
  (type ?? routeType) === 'identify' &&
  isAbsent(traits) &&
  asFields(asFields(context)?.traits) !== undefined

const withTraits = (event: Fields): Fields => ({
  ...event,
  traits: asFields(event.context)?.traits,
})

/** The event as it has to be written, or the very same value where its bytes can stay. */
const rewritten = (value: Fields, received: ReceivedEvents, options: JudgeOptions): Fields => {
  let event = value
  if (received.suspicious) event = cleanValue(event) as Fields
  if (options.dropKey && 'writeKey' in event) {
    const { writeKey: _, ...rest } = event
    event = rest
  }
  if (hidesTraits(event, received.type)) event = withTraits(event)
  const { shared } = received
  if (!shared) return event
  const merged = Object.entries(shared).map(([key, fields]) => [
    key,
    { ...fields, ...asFields(event[key]) },
  ])
  return { ...event, ...Object.fromEntries(merged) }
}

/** Why an event cannot be taken, or `undefined`. */
const faultOf = (received: ReceivedEvents, index: number): Fault | undefined => {
  const refused = received.refused?.[index]
  if (refused) return refused
  const bytes = (received.ranges[2 * index + 1] ?? 0) - (received.ranges[2 * index] ?? 0)
  if (bytes > limits.eventBytes) return tooLarge(bytes)
  if ((received.depths[index] ?? 0) > limits.jsonDepth) return tooDeep
  const value = received.values[index]
  const fault = checkEvent(value, received.type)
  if (fault) return fault
  const { timestamp, context } = value as Fields
  if (received.kind === 'import' && isAbsent(timestamp)) return noTimestamp
  return checkEventConsent(context, received.shared?.context)
}

const subjectOf = (event: Fields, env: string): string =>
  isAbsent(event.userId)
    ? subjectKey(env, 'anonymous', event.anonymousId as string)
    : subjectKey(env, 'user', event.userId as string)

const judge = (
  received: ReceivedEvents,
  index: number,
  options: JudgeOptions,
): TakenEvent | Fault => {
  const fault = faultOf(received, index)
  if (fault) return fault
  const event = received.values[index] as Fields
  const taken: TakenEvent = {
    subject: subjectOf(event, options.env),
    from: received.ranges[2 * index] ?? 0,
    to: received.ranges[2 * index + 1] ?? 0,
    madeId: isAbsent(event.messageId) ? options.newMessageId() : undefined,
    bytes: undefined,
    signed: options.isSigned?.(event) ?? false,
  }
  if (
    !received.suspicious &&
    !options.dropKey &&
    !received.shared &&
    !hidesTraits(event, received.type)
  )
    return taken
  const written = rewritten(event, received, options)
  if (written === event) return taken
  const bytes = Buffer.from(JSON.stringify(written))
  return bytes.length > limits.eventBytes ? tooLarge(bytes.length) : { ...taken, bytes }
}

/** Judges each event by itself: one that is wrong never spoils its neighbours. */
export const judgeEvents = (received: ReceivedEvents, options: JudgeOptions): Judged => {
  const taken: (TakenEvent | undefined)[] = []
  const faults: (Fault | undefined)[] = []
  let accepted = 0
  let written = 0
  for (let index = 0; index < received.values.length; index++) {
    const judged = written > limits.inflatedBytes ? tooMuchShared : judge(received, index, options)
    if ('code' in judged) {
      taken.push(undefined)
      faults[index] = within(placeOf(received, index), judged)
    } else {
      taken.push(judged)
      written += judged.bytes?.length ?? 0
      accepted++
    }
  }
  return { taken, faults, accepted }
}
