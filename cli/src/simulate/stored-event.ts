import type { EventItem } from '@waymark/schemas/api/events'

const isStored = (value: unknown): value is EventItem => {
  const { person, time, received } = (value ?? {}) as Partial<EventItem>
  return typeof person === 'string' && Number.isFinite(time) && Number.isFinite(received)
}

const parse = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString())
  } catch {
    return undefined
  }
}

const instant = (ms: number): string => new Date(ms).toISOString()

/** What an event carries under the key that its type calls for. */
const payloadOf = ({ type, event, account, properties }: EventItem): object => {
  if (type === 'identify') return { traits: properties }
  if (type === 'group') return { traits: properties, groupId: account }
  if (type === 'alias') return { properties, previousId: properties.previousId }
  return type === 'page' || type === 'screen' ? { name: event, properties } : { event, properties }
}

/** Imported history was received long after it happened; lived again, it is received when it happens. */
const receivedOf = ({ source, time, received }: EventItem): number =>
  source === 'import' ? time : received

/** An alias that was stored when nobody kept whom it was about: it cannot be lived again. */
const isAboutNobody = ({ type, properties }: EventItem): boolean =>
  type === 'alias' && typeof properties?.previousId !== 'string'

/**
 * A line that `waymark events --json` prints, in Segment's shape: what an instance has stored can be lived again. `undefined`
 * where it is none.
 */
export const fromStored = (line: Buffer): Buffer | 'about_nobody' | undefined => {
  const item = parse(line)
  if (!isStored(item)) return undefined
  if (isAboutNobody(item)) return 'about_nobody'
  const { type, messageId, userId, anonymousId, context, time, source } = item
  const isServer = source === 'server' || source === 'import'
  return Buffer.from(
    JSON.stringify({
      type,
      messageId,
      userId,
      anonymousId,
      context,
      ...payloadOf(item),
      timestamp: instant(time),
      receivedAt: instant(receivedOf(item)),
      channel: isServer ? 'server' : 'browser',
    }),
  )
}
