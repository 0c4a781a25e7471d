import type { Held } from './held.ts'
import { heldSql } from './held-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/** Is a product-qualified lead, as the stream decided. The second reading of `pql`. */
export const pqlSql = (body: Held, context: SqlContext): RuleSql => heldSql('pql', body, context)
