import type { SurveyResults } from '@waymark/schemas/api/surveys'
import type { EventStore } from '@waymark/storage'
import { naturalOrder } from '../natural-order.ts'
import { type AnsweredRow, nothing, questionOf, type ValueRow } from './count-answers.ts'
import {
  groupsOf,
  isWholeSql,
  type SurveyQuestionAsked,
  scoredIn,
  showings,
  wholeParams,
} from './showings-sql.ts'
import type { SurveyBook } from './survey-book.ts'

/** Different answers to one question that are told: of a scale and of choices all that fit, as there are fewer. */
const mostValues = 100
const mostUnknown = 20
const mostVersions = 200

interface Totals {
  readonly shown: number
  readonly shown_answered: number
  readonly responses: number
  readonly people: number
  readonly whole: number
}

interface MetRow {
  readonly version: number
  readonly variant: string
  readonly responses: number
}

const readTotals = async (
  store: EventStore,
  book: SurveyBook,
  asked: SurveyQuestionAsked,
): Promise<Totals> => {
  const { sql, params } = showings(book, asked)
  const [row] = await store.query<Totals>(
    `SELECT countIf(painted) AS shown, countIf(painted AND answered > 0) AS shown_answered,
       countIf(answered > 0) AS responses, uniqExactIf(subject, answered > 0) AS people,
       countIf(answered > 0 AND ${isWholeSql}) AS whole
     FROM (${sql})`,
    { ...params, ...wholeParams(book) },
  )
  return row ?? { shown: 0, shown_answered: 0, responses: 0, people: 0, whole: 0 }
}

const readMet = (
  store: EventStore,
  book: SurveyBook,
  asked: SurveyQuestionAsked,
): Promise<readonly MetRow[]> => {
  const { sql, params } = showings(book, asked, { unfiltered: true })
  return store.query<MetRow>(
    `SELECT version, variant, countIf(answered > 0) AS responses FROM (${sql})
     GROUP BY version, variant ORDER BY version DESC, variant LIMIT ${mostVersions}`,
    params,
  )
}

/** An answer that was given while the question was of another type. */
const isChangedSql = `has({changed:Array(String)}, concat(toString(version), ' ', pair.1))`

const readAnswered = (
  store: EventStore,
  book: SurveyBook,
  asked: SurveyQuestionAsked,
): Promise<readonly AnsweredRow[]> => {
  const { sql, params } = showings(book, asked)
  const known = book.questions.map(({ id }) => id)
  return store.query<AnsweredRow>(
    `SELECT pair.1 AS question, count() AS answers, countIf(is_changed) AS changed, countIf(number IS NOT NULL) AS numbers,
       avg(number) AS mean, stddevSamp(number) AS deviation, quantileExactInclusive(0.5)(number) AS median,
       min(number) AS least, max(number) AS most
     FROM (
       SELECT pair, ${isChangedSql} AS is_changed, if(is_changed, NULL, toFloat64OrNull(pair.2)) AS number
       FROM (${sql}) ARRAY JOIN answers AS pair
     )
     GROUP BY question
     ORDER BY has({known:Array(String)}, question) DESC, answers DESC, question LIMIT ${known.length + mostUnknown}`,
    { ...params, known },
  )
}

const readValues = (
  store: EventStore,
  book: SurveyBook,
  asked: SurveyQuestionAsked,
): Promise<readonly ValueRow[]> => {
  const { sql, params } = showings(book, asked)
  const counted = book.questions.filter(({ type }) => type !== 'text').map(({ id }) => id)
  return store.query<ValueRow>(
    `SELECT pair.1 AS question, value, count() AS answers
     FROM (
       SELECT pair FROM (${sql}) ARRAY JOIN answers AS pair
       WHERE has({counted:Array(String)}, pair.1) AND NOT ${isChangedSql}
     )
     ARRAY JOIN arrayDistinct(if(startsWith(pair.2, '['), JSONExtractArrayRaw(pair.2), [pair.2])) AS value
     WHERE length(value) <= 300
     GROUP BY question, value
     ORDER BY question, answers DESC, value LIMIT ${mostValues} BY question`,
    { ...params, counted },
  )
}

const summed = <Key extends 'version' | 'variant'>(
  rows: readonly MetRow[],
  key: Key,
): ReadonlyMap<MetRow[Key], number> => {
  const sums = new Map<MetRow[Key], number>()
  for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.responses)
  return sums
}

/** What people answered to a survey: how many, how far, and how the answers to each question are spread. */
export const readSurvey = async (
  store: EventStore,
  book: SurveyBook,
  asked: SurveyQuestionAsked,
): Promise<Omit<SurveyResults, 'asOf'>> => {
  const [totals, met, answered, values] = await Promise.all([
    readTotals(store, book, asked),
    readMet(store, book, asked),
    readAnswered(store, book, asked),
    readValues(store, book, asked),
  ])
  const rows = new Map(answered.map((row) => [row.question, row]))
  const known = new Set(book.questions.map(({ id }) => id))
  const scored = scoredIn(book)
  return {
    ...{ id: book.id, name: book.name, type: book.type, inForce: book.inForce },
    ...{ from: asked.from, to: asked.to },
    ...(asked.group === undefined && {
      shown: totals.shown,
      shownAnswered: totals.shown_answered,
    }),
    ...{ responses: totals.responses, people: totals.people, whole: totals.whole },
    ...(scored && { scored: scored.id }),
    groups: groupsOf(book).map(([group, from, to]) => ({ group, from, to })),
    questions: book.questions.map((question) =>
      questionOf(question, rows.get(question.id) ?? nothing(question.id), values),
    ),
    unknown: answered
      .filter(({ question }) => !known.has(question))
      .map(({ question, answers }) => ({ id: question, answers })),
    versions: Array.from(summed(met, 'version'), ([version, responses]) => ({
      ...{ version, responses },
    })).filter(({ version }) => version > 0),
    variants: Array.from(summed(met, 'variant'), ([variant, responses]) => ({
      ...{ variant, responses },
    }))
      .filter(({ variant }) => variant !== '')
      .toSorted((a, b) => naturalOrder(a.variant, b.variant)),
  }
}
