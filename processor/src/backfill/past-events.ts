import type { EventStore, QueryParams } from '@waymark/storage'

/** Which events are read: of an environment, folded before a version of its definitions, that somebody listens to. */
export interface PastEvents {
  readonly env: string
  readonly from: number
  /** What leaves listen to: `track:Name`, `page`, `*`. */
  readonly listens: readonly string[]
}

/** People whose keys lie in (after, to]. */
export interface Tile {
  readonly after: string
  readonly to: string
}

const track = 'track:'

/** That leaves which listen to these hear of an event; asked with `heardParams`. */
export const heard = `({all:Bool} OR (type IN ('page', 'screen') ? {pages:Bool} : event IN {names:Array(String)}))`

export const heardParams = (listens: readonly string[]) => ({
  all: listens.includes('*'),
  pages: listens.includes('page'),
  names: listens.filter((one) => one.startsWith(track)).map((one) => one.slice(track.length)),
})

export const wherePast = `env = {env:String} AND program < {from:Int64} AND counts
  AND ${heard}`

export const inTile = 'person > {after:String} AND person <= {to:String}'

export const pastParams = ({
  env,
  from,
  listens,
}: PastEvents): Record<string, QueryParams[string]> => ({
  env,
  from,
  ...heardParams(listens),
})

/** How many events are to be read. */
export const countPast = async (store: EventStore, past: PastEvents): Promise<number> => {
  const sql = `SELECT count() AS events FROM events FINAL WHERE ${wherePast}`
  const [row] = await store.query<{ events: number }>(sql, pastParams(past))
  return row?.events ?? 0
}

/** Each question looks at everybody who is left: so many tiles are asked for together. */
const tilesTogether = 32

/**
 * The tiles after a person: each ends with the last of the next so many people who did something of it, in the order of their keys.
 * Begun anywhere at an end of a tile they are the same tiles.
 */
export const tilesAfter = async function* (
  store: EventStore,
  past: PastEvents,
  { after, most }: { readonly after: string; readonly most: number },
): AsyncIterable<Tile> {
  const sql = `SELECT arrayFilter((person, i) -> i % {most:UInt32} = 0 OR i = length(people), people, arrayEnumerate(people)) AS ends,
    length(people) AS found
  FROM (SELECT groupArray(person) AS people FROM (
    SELECT person FROM events WHERE ${wherePast} AND person > {after:String} GROUP BY person ORDER BY person LIMIT {together:UInt32}
  ))`
  const together = most * tilesTogether
  for (let from = after; ; ) {
    const params = { ...pastParams(past), after: from, most, together }
    const [row] = await store.query<{ ends: readonly string[]; found: number }>(sql, params)
    for (const to of row?.ends ?? []) {
      yield { after: from, to }
      from = to
    }
    if ((row?.found ?? 0) < together) return
  }
}

/** When visitors became somebody, by their keys. */
export const mergedIn = async (
  store: EventStore,
  env: string,
  { after, to }: Tile,
): Promise<ReadonlyMap<string, number>> => {
  const rows = await store.query<{ subject: string; at_ms: number }>(
    `SELECT subject, min(at_ms) AS at_ms FROM merges
    WHERE env = {env:String} AND subject > {after:String} AND subject <= {to:String} GROUP BY subject`,
    { env, after, to },
  )
  return new Map(rows.map(({ subject, at_ms }) => [subject, at_ms]))
}
