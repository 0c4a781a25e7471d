import type { JsonObject, ObservedEvent } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { EventStore } from '@waymark/storage'
import { eventsPerOffset, pathOfPage } from '../fold/inputs/observe-event.ts'
import { inTile, type PastEvents, pastParams, type Tile, wherePast } from './past-events.ts'
import type { FoldedAt } from './read-counts.ts'

/** An event as the database has it: a list, because names of columns in every row take half the time of reading it. */
export type PastRow = readonly [
  person: string,
  account: string,
  type: NonNullable<WireEvent['type']>,
  event: string,
  time: number,
  folded: number,
  src: number,
  idx: number,
  source: string,
  properties: string,
  context: string,
]

/** An event as leaves see it, whose it is and for which account it was done. */
export interface PastEvent {
  readonly person: string
  readonly account: string
  /** The person's clock when it was folded, and where it lay. */
  readonly folded: FoldedAt
  readonly listens: string
  readonly seen: ObservedEvent
}

const parsed = (json: string): JsonObject => (json === '' ? {} : JSON.parse(json))

/** Read once somebody asks. */
const later = <T>(read: () => T): (() => T) => {
  let known: { readonly value: T } | undefined
  return () => {
    known ??= { value: read() }
    return known.value
  }
}

/** Such a row, of the columns of `events`. */
export const pastRowSql = `(person, account, type, event, time_ms, folded_ms, src, idx, source, properties,
    if(type IN ('page', 'screen'), context, '')) AS row`

/** The event as it was when it was folded. */
export const eventOf = (row: PastRow): PastEvent => {
  const [person, account, type, event, time, folded, src, idx, source, given, context] = row
  const isPage = type === 'page' || type === 'screen'
  const hasTraits = type === 'identify' || type === 'group'
  const properties = later(() => (hasTraits ? {} : parsed(given)))
  const path = (): string =>
    pathOfPage({
      properties: properties(),
      context: parsed(context) as NonNullable<WireEvent['context']>,
    })
  return {
    person,
    account,
    folded: [folded, src, idx],
    listens: isPage ? 'page' : `track:${event}`,
    seen: {
      type,
      name: event,
      path: isPage ? path() : '',
      get properties() {
        return properties()
      },
      time,
      order: src * eventsPerOffset + idx,
      verified: source === 'server' || source === 'import',
    },
  }
}

/** The events of people after one key up to another, person by person, each person's in the order in which they were folded. */
export const readTile = async function* (
  store: EventStore,
  past: PastEvents,
  tile: Tile,
): AsyncIterable<PastEvent> {
  const sql = `SELECT ${pastRowSql}
  FROM events FINAL WHERE ${wherePast} AND ${inTile}
  ORDER BY person, folded_ms, src, idx`
  const params = { ...pastParams(past), ...tile }
  for await (const { row } of store.stream<{ readonly row: PastRow }>(sql, params))
    yield eventOf(row)
}
