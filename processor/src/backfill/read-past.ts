import type { JsonObject, ObservedEvent, WireEvent } from '@waymark/schemas'
import type { EventStore, QueryParams } from '@waymark/storage'
import { eventsPerOffset, pathOfPage } from '../fold/observe-event.ts'

/** Which events are read: of an environment, folded before a version of its definitions, that somebody listens to. */
export interface PastEvents {
  readonly env: string
  readonly from: number
  /** What leaves listen to: `track:Name`, `page`, `*`. */
  readonly listens: readonly string[]
}

/** An event as the database has it. */
interface PastRow {
  readonly person: string
  readonly account: string
  readonly type: NonNullable<WireEvent['type']>
  readonly event: string
  readonly time_ms: number
  readonly folded_ms: number
  readonly src: number
  readonly idx: number
  readonly source: string
  readonly properties: string
  readonly context: string
}

/** An event as leaves see it, whose it is and for which account it was done. */
export interface PastEvent {
  readonly person: string
  readonly account: string
  /** The person's clock when it was folded. */
  readonly folded: number
  readonly listens: string
  readonly seen: ObservedEvent
}

const where = `env = {env:String} AND program < {from:Int64} AND counts
  AND ({all:Bool} OR (type IN ('page', 'screen') ? {pages:Bool} : event IN {names:Array(String)}))`

const paramsOf = ({ env, from, listens }: PastEvents): Record<string, QueryParams[string]> => ({
  env,
  from,
  all: listens.includes('*'),
  pages: listens.includes('page'),
  names: listens.filter((one) => one.startsWith('track:')).map((one) => one.slice('track:'.length)),
})

/** How many events are to be read. */
export const countPast = async (store: EventStore, past: PastEvents): Promise<number> => {
  const sql = `SELECT count() AS events FROM events FINAL WHERE ${where}`
  const [row] = await store.query<{ events: number }>(sql, paramsOf(past))
  return row?.events ?? 0
}

/** The last of the next so many people who did something of it, in the order of their keys; `undefined` at the end. */
export const lastOfTile = async (
  store: EventStore,
  past: PastEvents,
  { after, most }: { readonly after: string; readonly most: number },
): Promise<string | undefined> => {
  const sql = `SELECT max(person) AS last, count() AS people FROM (
    SELECT person FROM events WHERE ${where} AND person > {after:String} GROUP BY person ORDER BY person LIMIT {most:UInt32}
  )`
  const params = { ...paramsOf(past), after, most }
  const [row] = await store.query<{ last: string; people: number }>(sql, params)
  return row && row.people > 0 ? row.last : undefined
}

const parsed = (json: string): JsonObject => (json === '' ? {} : JSON.parse(json))

/** The event as it was when it was folded. */
const eventOf = (row: PastRow): PastEvent => {
  const isPage = row.type === 'page' || row.type === 'screen'
  const hasTraits = row.type === 'identify' || row.type === 'group'
  const properties = hasTraits ? {} : parsed(row.properties)
  const context = isPage ? (parsed(row.context) as NonNullable<WireEvent['context']>) : {}
  return {
    person: row.person,
    account: row.account,
    folded: row.folded_ms,
    listens: isPage ? 'page' : `track:${row.event}`,
    seen: {
      type: row.type,
      name: row.event,
      path: isPage ? pathOfPage({ properties, context }) : '',
      properties,
      time: row.time_ms,
      order: row.src * eventsPerOffset + row.idx,
      verified: row.source === 'server' || row.source === 'import',
    },
  }
}

/** The events of people after one key up to another, person by person, each person's in the order in which they were folded. */
export const readTile = async function* (
  store: EventStore,
  past: PastEvents,
  { after, to }: { readonly after: string; readonly to: string },
): AsyncIterable<PastEvent> {
  const sql = `SELECT person, account, type, event, time_ms, folded_ms, src, idx, source, properties,
    if(type IN ('page', 'screen'), context, '') AS context
  FROM events FINAL WHERE ${where} AND person > {after:String} AND person <= {to:String}
  ORDER BY person, folded_ms, src, idx`
  const params = { ...paramsOf(past), after, to }
  for await (const row of store.stream<PastRow>(sql, params)) yield eventOf(row)
}

/** When visitors became somebody, by their keys. */
export const mergedIn = async (
  store: EventStore,
  env: string,
  { after, to }: { readonly after: string; readonly to: string },
): Promise<ReadonlyMap<string, number>> => {
  const rows = await store.query<{ subject: string; at_ms: number }>(
    `SELECT subject, min(at_ms) AS at_ms FROM merges
    WHERE env = {env:String} AND subject > {after:String} AND subject <= {to:String} GROUP BY subject`,
    { env, after, to },
  )
  return new Map(rows.map(({ subject, at_ms }) => [subject, at_ms]))
}
