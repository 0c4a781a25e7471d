import type { Json } from '@waymark/schemas'
import type { SurveyGroup } from '@waymark/schemas/api/surveys'
import { reportsSql } from './reports-sql.ts'
import { type GroupSpan, scaleOf } from './score-of.ts'
import type { BookQuestion, SurveyBook } from './survey-book.ts'

/** What is asked of a survey: the range is of when it was painted; both ends are included. */
export interface SurveyQuestionAsked {
  readonly env: string
  readonly from: number
  readonly to: number
  readonly version?: number | undefined
  readonly variant?: string | undefined
  readonly group?: SurveyGroup | undefined
}

/** SQL and its parameters. */
export interface Sql {
  readonly sql: string
  readonly params: { readonly [name: string]: Json }
}

/** Of more answers of one showing than anybody gives, some are enough: the number is a page's own claim. */
const mostReports = 1000

/** The first question that has a score: groups are of it. */
export const scoredIn = ({ questions }: SurveyBook): BookQuestion | undefined =>
  questions.find(({ type }) => scaleOf(type) !== undefined)

/**
 * One row per showing: under whom the person is known today, with the last answer to each question. A showing is one decision, on as
 * many pages, tabs and devices as it is open; without one (history that was imported) it is a person's day, in UTC.
 */
const showingsSql = `
  SELECT subject, showing, min(time_ms) AS first,
    maxIf(time_ms, notEmpty(pairs)) AS answered,
    countIf(event = '$guide_rendered') > 0 AS painted,
    countIf(event IN ('$guide_completed', '$guide_seen')) > 0 AS ended,
    argMax(version, (time_ms, src, idx)) AS version, argMax(variant, (time_ms, src, idx)) AS variant,
    argMax(engagement, (time_ms, src, idx)) AS engagement, argMaxIf(account, (time_ms, src, idx), account != '') AS account,
    arrayFlatten(arrayMap(one -> one.4, arraySort(one -> (one.1, one.2, one.3),
      groupArrayIf(${mostReports})((time_ms, src, idx, pairs), notEmpty(pairs))))) AS given,
    arrayDistinct(arrayMap(pair -> pair.1, given)) AS ids,
    arrayMap(id -> (id, arrayLast(pair -> pair.1 = id, given).2), ids) AS answers,
    arrayLast(pair -> pair.1 = {scored:String}, given).2 AS scored_raw
  FROM (
    SELECT * FROM (${reportsSql})
    WHERE event != '$guide_seen' OR has({ends:Array(String)}, concat(toString(version), ' ', step))
  )
  GROUP BY subject, showing
  HAVING first >= {from:Int64} AND first <= {to:Int64}`

/** The groups that a survey's answers fall into. */
export const groupsOf = (book: SurveyBook): readonly GroupSpan[] => {
  const scored = scoredIn(book)
  return scored ? (scaleOf(scored.type)?.groups ?? []) : []
}

/** The showings of a survey that the question is about; without filters where `unfiltered`. */
export const showings = (
  book: SurveyBook,
  asked: SurveyQuestionAsked,
  { unfiltered = false }: { readonly unfiltered?: boolean } = {},
): Sql => {
  const { env, from, to, version, variant, group } = asked
  const scored = scoredIn(book)
  const where = ['true']
  if (version !== undefined) where.push('version = {version:Int64}')
  if (variant !== undefined) where.push('variant = {variant:String}')
  const span = groupsOf(book).find(([name]) => name === group)
  if (span) {
    where.push(`toInt64OrNull(scored_raw) BETWEEN {least:Int64} AND {most:Int64}
      AND NOT has({changed:Array(String)}, concat(toString(version), ' ', {scored:String}))`)
  }
  return {
    sql: `SELECT * FROM (${showingsSql})${unfiltered ? '' : ` WHERE ${where.join(' AND ')}`}`,
    params: {
      ...{ env, from, to, guides: [book.id], ends: book.ends, changed: book.changed },
      scored: scored?.id ?? '',
      ...(version !== undefined && { version }),
      ...(variant !== undefined && { variant }),
      ...(span && { least: span[1], most: span[2] }),
    },
  }
}

/** Of a showing: it was answered to the end. Nothing is owed where every question of today has an answer. */
export const isWholeSql = `(ended OR (notEmpty({asked:Array(String)}) AND hasAll(ids, {asked:Array(String)})))`

/** The parameter that `isWholeSql` reads. */
export const wholeParams = ({ questions }: SurveyBook): { readonly asked: readonly string[] } => ({
  asked: questions.filter(({ inForce }) => inForce).map(({ id }) => id),
})
