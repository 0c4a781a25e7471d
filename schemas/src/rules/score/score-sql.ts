import { daysIn, type Score } from '../score.ts'
import { elsewhereOnAccount } from '../sql/elsewhere-sql.ts'
import type { RuleSql, SqlContext } from '../sql/rule-sql.ts'
import { intParam, letSql, numberParam, type Sql, sql } from '../sql/sql.ts'
import { fixedScoreSql, roundSql } from './fixed-score-sql.ts'
import { shownScoreSql } from './shown-score-sql.ts'

const operators = { gte: sql`>=`, gt: sql`>`, lte: sql`<=`, lt: sql`<` } as const

const comparesTo = (body: Score): readonly [operator: Sql, than: number] => {
  for (const op of ['gte', 'gt', 'lte', 'lt'] as const) {
    const than = body[op]
    if (than !== undefined) return [operators[op], than]
  }
  return [operators.gte, 0]
}

/** How a score, or a part of it, stands, or how it has changed. The second reading of `score`. */
export const scoreSql = (body: Score, context: SqlContext): RuleSql => {
  const { score, cohorts } = context.score(body.id)
  if (score.level === 'account' && context.level === 'person')
    return elsewhereOnAccount({ score: body }, 'score', context)
  if (score.level !== context.level)
    context.refuse(`score ${body.id} is about people; use \`members\``, 'id')
  const { part, drop, rise } = body
  const change = drop ?? rise
  if (cohorts && (change || !context.asked.isNow))
    context.refuse(
      'the score is compared with cohorts, and the tables that were in force are not in the database, nor when somebody was compared with which: ask how it stands (`gte`, `gt`, `lte`, `lt`) now, without an instant, and about a change or the past what was done, with `trend` or `did`',
    )
  if (cohorts) {
    const shown = shownScoreSql(body, context)
    const [operator, than] = comparesTo(body)
    return { holds: () => sql`(${shown} ${operator} ${numberParam(than)})`, turns: [] }
  }
  const ago = change ? daysIn(change.over) : 0
  const { at: pointsAt, turns } = fixedScoreSql(score, { part, ago }, context)
  if (!change) {
    const [operator, than] = comparesTo(body)
    return { holds: (at) => sql`(${pointsAt(at, 0)} ${operator} ${numberParam(than)})`, turns }
  }
  const percent = Number.parseInt(change.by, 10)
  const tenths = (at: Sql, back: number): Sql =>
    sql`toInt64(${roundSql(sql`10 * ${pointsAt(at, back)}`)})`
  const has = drop ? operators.lte : operators.gte
  const bound = intParam(drop ? 100 - percent : 100 + percent)
  return {
    holds: (at) =>
      letSql(
        'earlier',
        tenths(at, ago),
        sql`(earlier > 0 AND ${tenths(at, 0)} * 100 ${has} earlier * ${bound})`,
      ),
    turns,
  }
}
