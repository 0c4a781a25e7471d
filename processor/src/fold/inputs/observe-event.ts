import type {
  EventsHeader,
  FactRow,
  JsonObject,
  Leaf,
  ObservedEvent,
  SubjectKey,
  Summary,
} from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { saidTime } from '@waymark/schemas/wire/said-time'

/** An event resolved: what, when, by whom, for which account. */
export interface Resolved {
  readonly event: WireEvent
  readonly type: WireEvent['type']
  readonly name: string
  readonly message: string
  /** Corrected for the client's clock; never later than received. */
  readonly time: number
  readonly seen: ObservedEvent
  readonly listens: string
}

const nothing: JsonObject = Object.freeze({})

const pathOf = (url: unknown): string => {
  if (typeof url !== 'string') return ''
  const from = url.indexOf('://') < 0 ? 0 : url.indexOf('/', url.indexOf('://') + 3)
  const end = url.slice(Math.max(from, 0)).search(/[?#]/)
  return from < 0 ? '/' : end < 0 ? url.slice(from) : url.slice(from, from + end)
}

/** The path of a page's address. */
export const pathOfPage = (event: Pick<WireEvent, 'properties' | 'context'>): string => {
  const given = event.properties?.path ?? event.context?.page?.path
  return typeof given === 'string'
    ? given
    : pathOf(event.properties?.url ?? event.context?.page?.url)
}

/** A browser keeps nothing for ten years: an older time is a wrong clock. */
const oldestLiveMs = 10 * 365.25 * 86_400_000

/**
 * What the client says, corrected by its clock; the future is clamped to the receipt, the past to ten years before it, of imported
 * history to 1970: a wild clock must not spread a person's events over centuries of months.
 */
export const timeOf = (event: WireEvent, header: EventsHeader): number => {
  const { received } = header
  const isImport = header.kind === 'import'
  const said = saidTime(event, isImport ? 0 : header.skew)
  if (Number.isNaN(said)) return received
  return Math.max(Math.min(said, received), isImport ? 0 : received - oldestLiveMs)
}

/** The id that an event came with; else, where it came without or with an empty one, the id that was made for it. */
export const messageIdOf = (
  { messageId }: WireEvent,
  made: EventsHeader['ids'],
  index: number,
): string => (typeof messageId === 'string' && messageId !== '' ? messageId : (made?.[index] ?? ''))

/** Room for the events of one request among the orders of its offset. */
export const eventsPerOffset = 1024

/** What rules ask of an event. */
const propertiesOf = (event: WireEvent, type: WireEvent['type']): JsonObject => {
  // Who is identified or grouped has traits: those are kept, and properties beside them are not.
  if (type === 'identify' || type === 'group') return nothing
  const own = event.properties ?? nothing
  // Of an alias nothing else that is stored says who was meant.
  return type === 'alias' ? { ...own, previousId: event.previousId ?? '' } : own
}

/** Reads an event of a record that lay at an offset. */
export const resolveEvent = (
  { header, offset }: { readonly header: EventsHeader; readonly offset: number },
  event: WireEvent,
  index: number,
): Resolved => {
  const type = event.type ?? header.type ?? 'track'
  const isPage = type === 'page' || type === 'screen'
  const path = isPage ? pathOfPage(event) : ''
  const name = type === 'track' ? (event.event ?? '') : isPage ? event.name || path || type : type
  const properties = propertiesOf(event, type)
  const time = timeOf(event, header)
  return {
    event,
    type,
    name,
    message: messageIdOf(event, header.ids, index),
    time,
    seen: {
      type,
      name,
      path,
      properties,
      time,
      order: offset * eventsPerOffset + index,
      verified: header.source === 'server' || header.source === 'import',
    },
    listens: isPage ? 'page' : `track:${name}`,
  }
}

/** Summaries as they are, and where to put what an event changes of them. */
interface Summarized {
  readonly now: Readonly<Record<string, Summary>>
  readonly into: () => Record<string, Summary>
}

/** Merges the event into the summaries of the leaves that it matters to, and tells each of them. */
export const observeInto = (
  { now, into }: Summarized,
  leaves: readonly Leaf[],
  { resolved, matched }: { readonly resolved: Resolved; readonly matched: (leaf: string) => void },
): void => {
  for (const leaf of leaves) {
    const before = now[leaf.hash]
    const after = leaf.observe(before, resolved.seen)
    if (after === undefined || after === before) continue
    into()[leaf.hash] = after
    matched(leaf.hash)
  }
}

/** The event's own context, with what the fold alone knows of it; what a page says under these names does not count. */
const contextOf = (
  { context }: WireEvent,
  {
    dropped,
    speaks,
  }: { readonly dropped: readonly string[]; readonly speaks?: boolean | undefined },
): JsonObject => {
  const own = (context as JsonObject | null | undefined) ?? nothing
  if (dropped.length === 0 && speaks === undefined) return own
  return {
    ...own,
    ...(dropped.length > 0 ? { $dropped: dropped } : {}),
    ...(speaks === undefined ? {} : { $speaks: speaks }),
  }
}

/** The row of an accepted event. */
export const factRow = (
  resolved: Resolved,
  header: EventsHeader,
  at: {
    readonly person: SubjectKey
    readonly account: string
    /** Traits that found no room: the row tells of them, as nothing else does. */
    readonly dropped: readonly string[]
    /** Of a signed word about an account: whether its identity speaks for that account. */
    readonly speaks?: boolean | undefined
    readonly received: number
    readonly clock: number
    readonly partition: number
    readonly offset: number
    readonly index: number
    /** The version of the definitions that it was folded with. */
    readonly program: number
    readonly counts: boolean
  },
): FactRow => {
  const { event } = resolved
  return {
    env: header.env,
    message_id: resolved.message,
    type: resolved.type,
    event: resolved.name,
    person: at.person,
    user_id: event.userId ?? '',
    anonymous_id: event.anonymousId ?? '',
    account: at.account,
    time_ms: resolved.time,
    received_ms: at.received,
    folded_ms: at.clock,
    source: header.source,
    properties:
      (resolved.type === 'identify' || resolved.type === 'group'
        ? event.traits
        : resolved.seen.properties) ?? nothing,
    context: contextOf(event, at),
    part: at.partition,
    src: at.offset,
    idx: at.index,
    counts: at.counts,
    program: at.program,
  }
}
