import { decidedSql } from './decided-sql.ts'
import type { SqlContext } from './rule-sql.ts'
import { type Sql, sql } from './sql.ts'

/** Rows (`subject`, `visible`, `version`, `idx`, `what`: 0, `state`, `since`): every move of a level's lifecycle, the first into `visitor`. */
export const lifecycleItemsSql = (
  context: Pick<SqlContext, 'inScope' | 'asked' | 'level'>,
): Sql => {
  const born =
    context.level === 'person'
      ? sql`SELECT person AS subject, min(folded_ms) AS at FROM own_events GROUP BY person`
      : sql`SELECT subject, min(visible) AS at FROM account_events GROUP BY subject`
  return sql`SELECT subject, at AS visible, toInt64(-1) AS version, toInt64(-1) AS idx, toUInt8(0) AS what, 'visitor' AS state, at AS since FROM (${born})
      UNION ALL
      SELECT subject, visible, toInt64(version) AS version, idx, toUInt8(0) AS what, JSONExtractString(body, 'to') AS state, at_ms AS since
      FROM (${decidedSql({ kind: 'lifecycle' }, context)})`
}

/**
 * Rows like those, `what`: 1, of what anonymous visitors were whom somebody took over, from what each was last (`subject`, `last_one`:
 * (state, since)). A visitor of whom nothing but the id was ever seen is met as one who came just then.
 */
export const lifecycleTakenSql = (last: Sql): Sql => {
  const was = (value: Sql, otherwise: Sql): Sql =>
    sql`if(a.last_one.1 = '', ${otherwise}, ${value})`
  return sql`SELECT t.subject AS subject, t.taken_at AS visible, toInt64(t.version) AS version, t.idx AS idx, toUInt8(1) AS what,
      ${was(sql`a.last_one.1`, sql`'visitor'`)} AS state, ${was(sql`a.last_one.2`, sql`t.taken_at`)} AS since
    FROM taken_over AS t LEFT JOIN (${last}) AS a ON a.subject = t.taken`
}
