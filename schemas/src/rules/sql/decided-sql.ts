import type { DecidedKind, SqlContext } from './rule-sql.ts'
import { intParam, type Sql, sql, textParam } from './sql.ts'

/** Of which decisions: a transition's kind, and the definition it is about, where it is about one. */
export interface Decisions {
  readonly kind: DecidedKind
  readonly definition?: string
}

/**
 * What the stream decided, from the record of changes: rows (`subject`, `visible`, `version`, `idx`, `at_ms`, `body`). `visible` is
 * the subject's clock when it was decided, the instant from which anything can have known of it.
 */
export const decidedSql = (
  { kind, definition }: Decisions,
  { inScope, asked }: Pick<SqlContext, 'inScope' | 'asked'>,
): Sql => {
  const own = definition === undefined ? sql`` : sql` AND definition = ${textParam(definition)}`
  return sql`SELECT subject, version, toInt64(idx) AS idx, at_ms, body,
      if(JSONHas(body, 'folded'), JSONExtractInt(body, 'folded'), at_ms) AS visible
    FROM changes WHERE ${inScope} AND kind = ${textParam(kind)}${own} AND visible <= ${intParam(asked.to)}`
}
