import type { SurveyAnswer, SurveyResponse } from '@waymark/schemas/api/surveys'
import type { EventStore } from '@waymark/storage'
import type { PageCursor } from '../read/page-cursor.ts'
import { readNames } from '../read/read-names.ts'
import { isWholeSql, type SurveyQuestionAsked, showings, wholeParams } from './showings-sql.ts'
import type { BookQuestion, SurveyBook } from './survey-book.ts'

/** Which responses, and how many. */
export interface ResponsesAsked extends SurveyQuestionAsked {
  /** Only those in which something was written. */
  readonly written: boolean
  readonly limit: number
  /** Behind this one. */
  readonly after?: PageCursor | undefined
}

interface Row {
  readonly subject: string
  readonly showing: string
  readonly answered: number
  readonly version: number
  readonly variant: string
  readonly engagement: string
  readonly account: string
  readonly whole: number
  readonly given: readonly (readonly [question: string, json: string])[]
}

const readRows = (
  store: EventStore,
  book: SurveyBook,
  asked: ResponsesAsked,
): Promise<readonly Row[]> => {
  const { sql, params } = showings(book, asked)
  const { written, limit, after } = asked
  const texts = book.questions.filter(({ type }) => type === 'text').map(({ id }) => id)
  return store.query<Row>(
    `SELECT subject, showing, answered, version, variant, engagement, account, ${isWholeSql} AS whole, answers AS given
     FROM (${sql})
     WHERE answered > 0 ${written ? 'AND hasAny(ids, {texts:Array(String)})' : ''}
       ${after ? "AND (answered, concat(subject, ' ', showing)) < ({at:Int64}, {key:String})" : ''}
     ORDER BY answered DESC, concat(subject, ' ', showing) DESC LIMIT {limit:UInt32}`,
    {
      ...{ ...params, ...wholeParams(book), limit },
      ...(written && { texts }),
      ...(after && { at: after.lastSeen, key: after.subject }),
    },
  )
}

const isValue = (value: unknown): value is SurveyAnswer['value'] =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  (Array.isArray(value) && value.every((one) => typeof one === 'string'))

/** A page may send anything; what is no answer is told as the text that it is. */
const answerOf = (json: string): SurveyAnswer['value'] => {
  const value: unknown = JSON.parse(json)
  return isValue(value) ? value : json
}

const labelOf = ({ choices }: BookQuestion, value: SurveyAnswer['value']): string | undefined => {
  if (choices.length === 0) return undefined
  const chosen = typeof value === 'object' ? value : [`${value}`]
  return chosen.map((id) => choices.find((choice) => choice.id === id)?.label ?? id).join(', ')
}

const answersOf = (book: SurveyBook, given: Row['given']): readonly SurveyAnswer[] => {
  const place = new Map(book.questions.map(({ id }, at) => [id, at]))
  return given
    .toSorted(
      ([a], [b]) => (place.get(a) ?? given.length + 99) - (place.get(b) ?? given.length + 99),
    )
    .map(([id, json]) => {
      const value = answerOf(json)
      const question = book.questions[place.get(id) ?? -1]
      if (!question) return { question: id, value }
      const label = labelOf(question, value)
      const { ask, type } = question
      return { question: id, ask, type, value, ...(label !== undefined && { label }) }
    })
}

const responseOf = (
  book: SurveyBook,
  row: Row,
  names: ReadonlyMap<string, string>,
): SurveyResponse => {
  const { subject, showing, answered, version, variant, engagement, account, whole, given } = row
  const name = names.get(subject)
  return {
    ...{ id: showing.startsWith('day ') ? `${subject} ${showing}` : showing, subject },
    ...(name !== undefined && { name }),
    ...(account !== '' && { account }),
    at: answered,
    ...(version > 0 && { version }),
    ...(variant !== '' && { variant }),
    ...(engagement !== '' && { engagement }),
    ...{ whole: Boolean(whole), answers: answersOf(book, given) },
  }
}

/** A page of responses, answered last first, and where the next one begins. */
export interface ResponsesRead {
  readonly responses: readonly SurveyResponse[]
  readonly next?: PageCursor
}

/** What each answered, with the names of today. */
export const readResponses = async (
  store: EventStore,
  book: SurveyBook,
  asked: ResponsesAsked,
): Promise<ResponsesRead> => {
  const rows = await readRows(store, book, { ...asked, limit: asked.limit + 1 })
  const shown = rows.slice(0, asked.limit)
  const names = await readNames(
    store,
    asked.env,
    shown.map(({ subject }) => subject),
  )
  const responses = shown.map((row) => responseOf(book, row, names))
  const last = shown.at(-1)
  if (rows.length <= asked.limit || !last) return { responses }
  const next = { lastSeen: last.answered, subject: `${last.subject} ${last.showing}` }
  return { responses, next }
}
