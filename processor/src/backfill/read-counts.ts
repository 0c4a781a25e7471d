import type { DidSummary } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { inTile, type PastEvents, pastParams, type Tile, wherePast } from './past-events.ts'

/** Where an event lay among those of its person: in the order in which they were folded. */
export type FoldedAt = readonly [folded: number, src: number, idx: number]

/** What one person did of one event, for one account, servers' word and browsers' apart. */
export interface PastCount {
  readonly person: string
  readonly account: string
  readonly event: string
  readonly verified: boolean
  /** The one that was folded first. */
  readonly began: FoldedAt
  readonly summary: DidSummary
}

interface CountRow {
  readonly person: string
  readonly account: string
  readonly event: string
  readonly verified: boolean
  readonly began: FoldedAt
  readonly n: number
  readonly first: number
  readonly times: readonly number[]
}

/**
 * Events that are only counted, counted by the database: a row for what one person did of one event, with as many of its newest
 * times as anybody keeps. A thirtieth of the rows where people do thirty of it.
 */
export const readCounts = async function* (
  store: EventStore,
  past: PastEvents,
  { keep, ...tile }: Tile & { readonly keep: number },
): AsyncIterable<PastCount> {
  const sql = `SELECT person, account, event, source IN ('server', 'import') AS verified, min((folded_ms, src, idx)) AS began,
    count() AS n, min(time_ms) AS first, arrayReverse(arrayMap(before -> -before, groupArraySorted(${Math.trunc(keep)})(-time_ms))) AS times
  FROM events FINAL WHERE ${wherePast} AND ${inTile} AND type NOT IN ('page', 'screen')
  GROUP BY person, account, event, verified`
  for await (const row of store.stream<CountRow>(sql, { ...pastParams(past), ...tile })) {
    const { n, first, times, ...of } = row
    yield { ...of, verified: Boolean(of.verified), summary: { n, first, times } }
  }
}
