import type { Held } from './held.ts'
import { heldSql } from './held-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/** A milestone was reached, as the stream decided. The second reading of `milestone`. */
export const milestoneSql = (body: Held, context: SqlContext): RuleSql =>
  heldSql('milestone', body, context)
