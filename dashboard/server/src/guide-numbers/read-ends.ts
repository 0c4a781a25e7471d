import type { GuideNumbers } from '@waymark/schemas/api/guide-numbers'
import type { EventStore } from '@waymark/storage'
import type { GuideBook } from './guide-book.ts'
import { type NumbersAsked, ofVariant, ofVersion, toldParams, toldSql } from './told-sql.ts'

interface Row {
  readonly whole: number
  readonly last: string
  readonly stopped: number
  readonly showings: number
  readonly spread: readonly number[]
}

const mostRows = 400

/**
 * Per person: the step that they came to last, unless they have completed the guide in the range. Per showing that was painted and then
 * completed in it: how long that took. The row that is `whole` is of all of them.
 */
const query = `
  SELECT grouping(last) AS whole, last, countIf(NOT has_completed) AS stopped,
    sum(length(took)) AS showings, quantilesExactInclusiveArray(0.25, 0.5, 0.9)(took) AS spread
  FROM (
    SELECT subject, argMax(last_step, last_at) AS last, max(completed > 0) AS has_completed,
      groupArrayIf(completed - painted, painted > 0 AND completed >= painted) AS took
    FROM (
      SELECT subject, showing, minIf(time_ms, deed = 'rendered') AS painted, minIf(time_ms, deed = 'completed') AS completed,
        argMaxIf(step, (time_ms, src, idx), step != '') AS last_step, maxIf((time_ms, src, idx), step != '') AS last_at
      FROM (${toldSql})
      WHERE ${ofVersion} AND ${ofVariant}
      GROUP BY subject, showing
    )
    GROUP BY subject
  )
  GROUP BY GROUPING SETS ((last), ())
  ORDER BY whole DESC, has({steps:Array(String)}, last) DESC, stopped DESC, last
  LIMIT ${mostRows}`

/** How it ended for people. */
export interface Ends {
  /** People who came no further, by step. */
  readonly stopped: ReadonlyMap<string, number>
  readonly toComplete?: NonNullable<GuideNumbers['toComplete']>
}

/** Where people stopped, and how long it took who completed it. */
export const readEnds = async (
  store: EventStore,
  book: GuideBook,
  asked: NumbersAsked,
): Promise<Ends> => {
  const rows = await store.query<Row>(query, {
    ...toldParams(asked, [book.id]),
    steps: book.steps.map(({ id }) => id),
  })
  const isWhole = ({ whole }: Row): boolean => whole === 1
  const all = rows.find(isWhole)
  const [quarter = 0, half = 0, most = 0] = (all?.spread ?? []).map(Math.round)
  const showings = all?.showings ?? 0
  return {
    stopped: new Map(rows.filter((row) => !isWhole(row)).map((row) => [row.last, row.stopped])),
    ...(showings > 0 && { toComplete: { showings, quarter, half, most } }),
  }
}
