import type { Held } from './held.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import type { RuleSql, SqlContext } from './sql/rule-sql.ts'

/** Is in the named segment: its own rule, asked here. The second reading of `segment`. */
export const segmentSql = (body: Held, context: SqlContext): RuleSql => {
  const found = context.segment(body.id)
  if (!found) return context.refuse(`there is no segment "${body.id}"`, 'id')
  if (body.within || body.for)
    return context.refuse(
      'since when somebody is in a segment is what the stream decided; the database is asked for the rule alone',
      body.within ? 'within' : 'for',
    )
  if (found.level === context.level) return context.inner(found.rule, `(segment ${body.id})`)
  return found.level === 'account'
    ? elsewhereOnAccount(found.rule, `(segment ${body.id})`, context)
    : context.refuse(`segment ${body.id} is about people; use \`members\``, 'id')
}
