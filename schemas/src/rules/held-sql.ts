import { durationMs } from '../duration.ts'
import type { Held } from './held.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import { heldStatesSql } from './sql/held-states-sql.ts'
import { foreverSql, type RuleSql, type SqlContext, spanSql } from './sql/rule-sql.ts'
import { intParam, type Sql, sql } from './sql/sql.ts'

interface Spans {
  readonly within?: string
  readonly for?: string
}

/** What began at `since` (for ever where it did not) began within the last w, and has lasted so long. The second reading of `heldVerdict`. */
export const heldSpanSql = (
  since: (at: Sql) => Sql,
  changes: Sql,
  { within, for: held }: Spans,
): RuleSql =>
  spanSql({
    changes: [changes],
    begins: (at) => (held ? sql`(${since(at)} + ${intParam(durationMs(held))})` : since(at)),
    ends: (at) => (within ? sql`(${since(at)} + ${intParam(durationMs(within))})` : foreverSql),
  })

/** Reads a definition's recorded decisions at its own level. The second reading of `compileHeld`. */
export const heldSql = (
  kind: 'milestone' | 'pql' | 'segment',
  body: Held,
  context: SqlContext,
): RuleSql => {
  const level = context.decided(kind, body.id)
  if (level === 'account' && context.level === 'person')
    return elsewhereOnAccount({ [kind]: body } as never, kind, context)
  if (level !== context.level)
    context.refuse(`${kind} ${body.id} is about people; use \`members\``, 'id')
  const states = context.past(heldStatesSql({ kind, definition: body.id }, context))
  const known = (at: Sql): Sql => sql`arrayFilter(state -> state.1 <= ${at}, ${states})`
  return heldSpanSql(
    (at) => sql`arrayPushFront(arrayMap(state -> state.2, ${known(at)}), ${foreverSql})[-1]`,
    sql`arrayMap(state -> state.1, ${states})`,
    body,
  )
}
