import { durationMs } from '../../duration.ts'
import type { EventMatch } from '../event-match.ts'
import { matchSql } from '../event-match-sql.ts'
import { elsewhereOnAccount } from '../sql/elsewhere-sql.ts'
import { instantSql } from '../sql/instant-sql.ts'
import { lifecycleEntriesSql } from '../sql/lifecycle-entries-sql.ts'
import { foreverSql, type RuleSql, type SqlContext, spanSql } from '../sql/rule-sql.ts'
import { allSql, intParam, letSql, type Sql, sql } from '../sql/sql.ts'
import { traitStates } from '../trait-sql.ts'
import type { Since } from './since.ts'
import { plusWorkingDaysSql } from './working-days-sql.ts'

/** What is counted from: NULL where it never was; and the instants at which it may become another. */
interface Anchor {
  readonly changes: Sql
  readonly at: (at: Sql) => Sql
}

const eventAnchor = (body: Since, context: SqlContext): Anchor => {
  const leaf = context.leaf(sql`(visible, time)`, matchSql(body as EventMatch, context))
  const times = (at: Sql): Sql =>
    sql`arrayMap(seen -> seen.2, arrayFilter(seen -> seen.1 <= ${at}, ${leaf}))`
  return {
    changes: sql`arrayMap(seen -> seen.1, ${leaf})`,
    at: (at) =>
      body.first
        ? sql`if(empty(${times(at)}), NULL, arrayMin(${times(at)}))`
        : sql`if(empty(${times(at)}), NULL, arrayMax(${times(at)}))`,
  }
}

const traitAnchor = ({ verified }: Since, name: string, context: SqlContext): Anchor => {
  const states = traitStates({ name, exists: true, ...(verified ? { verified } : {}) }, context)
  return {
    changes: states.changes,
    at: (at) => letSql('state', states.at(at), instantSql(sql`state.2`)),
  }
}

const anchorOf = (body: Since, context: SqlContext): Anchor => {
  if (body.trait !== undefined) return traitAnchor(body, body.trait, context)
  return eventAnchor(body, context)
}

const began = sql`assumeNotNull(now)`

/** The second reading of `plusSpan`. */
const plusSpanSql = (time: Sql, span: string, context: SqlContext): Sql =>
  span.endsWith('wd')
    ? plusWorkingDaysSql(time, Number.parseInt(span, 10), context)
    : sql`(${time} + ${intParam(durationMs(span))})`

/** The last time the state was entered, whether or not it has been left since. */
const sinceEntrySql = (state: string, { gte, lt }: Since, context: SqlContext): RuleSql => {
  context.decided('lifecycle', context.level)
  const entries = context.past(lifecycleEntriesSql(state, context))
  const entered = context.asOf(entries)
  const after = (time: Sql, span: string): Sql =>
    letSql('now', time, sql`if(now = ${foreverSql}, now, ${plusSpanSql(sql`now`, span, context)})`)
  const begins = (time: Sql): Sql => (gte === undefined ? time : after(time, gte))
  const ends = lt === undefined ? [] : [(time: Sql): Sql => after(time, lt)]
  return {
    holds: (at) =>
      allSql([
        sql`${begins(entered)} <= ${at}`,
        ...ends.map((ended) => sql`${at} < ${ended(entered)}`),
      ]),
    turns: [
      sql`arrayMap(entry -> entry.1, ${entries})`,
      ...[begins, ...ends].map((turn) => sql`arrayMap(entry -> ${turn(sql`entry.2`)}, ${entries})`),
    ],
  }
}

/** So long ago. The second reading of `since`. */
export const sinceSql = (body: Since, context: SqlContext): RuleSql => {
  if (body.of === 'account' && context.level === 'person')
    return elsewhereOnAccount({ since: body }, 'of', context)
  if (body.lifecycle !== undefined) return sinceEntrySql(body.lifecycle, body, context)
  const { gte, lt } = body
  const anchor = anchorOf(body, context)
  const after = (at: Sql, span: string | undefined): Sql => {
    const then = span === undefined ? began : plusSpanSql(began, span, context)
    return letSql('now', anchor.at(at), sql`if(isNull(now), ${foreverSql}, ${then})`)
  }
  return spanSql({
    changes: [anchor.changes],
    begins: (at) => after(at, gte),
    ends: (at) => (lt === undefined ? foreverSql : after(at, lt)),
  })
}
