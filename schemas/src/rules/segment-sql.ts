import type { Held } from './held.ts'
import { heldSql } from './held-sql.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/**
 * Is in the named segment: its own rule, asked here. Since when is what the stream decided: it counts from when it was seen, and
 * what comes late does not move it. The second reading of `segment`.
 */
export const segmentSql = (body: Held, context: SqlContext): RuleSql => {
  if (body.within || body.for) return heldSql('segment', body, context)
  const found = context.segment(body.id)
  if (!found) return context.refuse(`there is no segment "${body.id}"`, 'id')
  if (found.level === context.level) return context.inner(found.rule, `(segment ${body.id})`)
  return found.level === 'account'
    ? elsewhereOnAccount(found.rule, `(segment ${body.id})`, context)
    : context.refuse(`segment ${body.id} is about people; use \`members\``, 'id')
}
