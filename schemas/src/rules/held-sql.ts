import { durationMs } from '../duration.ts'
import type { Held } from './held.ts'
import { elsewhereOnAccount } from './sql/elsewhere-sql.ts'
import { heldStatesSql } from './sql/held-states-sql.ts'
import { foreverSql, type RuleSql, type SqlContext, spanSql } from './sql/rule-sql.ts'
import { allSql, intParam, type Sql, sql } from './sql/sql.ts'

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

/** The same of a list of (visible, since), oldest first, however long it is. */
export const heldAfterSql = (
  states: Sql,
  { within, for: held }: Spans,
  context: SqlContext,
): RuleSql => {
  const since = context.asOf(states)
  const ends = within ? [intParam(durationMs(within))] : []
  const begins = intParam(held ? durationMs(held) : 0)
  return {
    holds: (at) =>
      allSql([
        sql`${since} + ${begins} <= ${at}`,
        ...ends.map((width) => sql`${at} < ${since} + ${width}`),
      ]),
    turns: [
      sql`arrayMap(state -> state.1, ${states})`,
      ...[begins, ...ends].map((width) => sql`arrayMap(state -> state.2 + ${width}, ${states})`),
    ],
  }
}

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
  return heldAfterSql(
    context.past(heldStatesSql({ kind, definition: body.id }, context)),
    body,
    context,
  )
}
