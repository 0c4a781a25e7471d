import { Readable } from 'node:stream'
import { canonicalJson } from '@waymark/schemas'
import { type SurveyGroup, surveyGroups } from '@waymark/schemas/api/surveys'
import { z } from 'zod'
import * as answers from '../answers/survey-answers.ts'
import { versionsOf } from '../definitions/kept-versions.ts'
import { type KnownGuide, knownGuides } from '../definitions/known-guides.ts'
import { exportType, type Form, nameExport } from '../http/line-forms.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { createMemory, type Memory } from '../read/create-memory.ts'
import { readCursor, writeCursor } from '../read/page-cursor.ts'
import { listSurveys } from '../surveys/list-surveys.ts'
import { readResponses } from '../surveys/read-responses.ts'
import { readSurvey } from '../surveys/read-survey.ts'
import { groupsOf, type SurveyQuestionAsked } from '../surveys/showings-sql.ts'
import { asksSomething, type SurveyBook, surveyBook } from '../surveys/survey-book.ts'
import { forms, linesOf } from '../surveys/write-answers.ts'
import { cursor, env, flag, kebab, pageSize, versionNumber, words } from './inputs.ts'
import { rangeOf, rangeShape } from './range.ts'
import type { Rooms } from './rooms.ts'

/** The longest range: a year, and some days to compare. */
const limits = { byDefaultDays: 90, mostDays: 400 }
const keptMs = 5000
/** Responses of one export, and of one page on the way to it. */
const mostExported = 50_000
const exportPage = 2000

const params = z.object({ id: kebab })

const listShape = { env, ...rangeShape(limits) }

const groups = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.enum(surveyGroups).optional(),
)

const filterShape = {
  ...listShape,
  version: versionNumber.describe('of the guide'),
  variant: words,
  group: groups.describe('of the first question that has a score'),
}

interface Filter {
  readonly env?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly version?: number | undefined
  readonly variant?: string | undefined
  readonly group?: SurveyGroup | undefined
}

interface Asked {
  readonly book: SurveyBook
  readonly asked: SurveyQuestionAsked
}

const askedOf = (rooms: Rooms, id: string, filter: Filter): Asked | Refused => {
  const range = rangeOf(rooms, filter, limits)
  if (isRefused(range)) return range
  const book = surveyBook(id, versionsOf(rooms, { env: range.env, kind: 'guide', id }))
  if (!book) return refuse('not_found', `There is no guide "${id}" that asks anything.`)
  const { version, variant, group } = filter
  if (group !== undefined && !groupsOf(book).some(([name]) => name === group)) {
    const message = `query.group: "${id}" has no question whose answers are ${group}.`
    return refuse('invalid_request', message, { at: 'query.group' })
  }
  return { book, asked: { ...range, version, variant, group } }
}

/** Guides that ask, in force or as they were last. */
const askingGuides = (rooms: Rooms, named: string): readonly KnownGuide[] =>
  knownGuides(rooms, named).filter(({ guide }) => asksSomething(guide))

const listRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/surveys',
    capability: 'signed-in',
    says: 'Guides that ask something, answered last first: how often each was shown and answered in a range.',
    answer: answers.surveys,
    query: z.strictObject(listShape),
    handle: async ({ query }) => {
      const range = rangeOf(rooms, query, limits)
      if (isRefused(range)) return range
      const { env, from, to } = range
      const asking = askingGuides(rooms, env)
      const key = canonicalJson(['surveys', env, query.from ?? '', query.to ?? '', asking])
      return remember(key, async () => {
        const asOf = await rooms.asOf(env)
        const surveys = await listSurveys(rooms.deps.store, asking, range)
        return { surveys, from, to, asOf }
      })
    },
  })

const resultsRoute = (rooms: Rooms, remember: Memory): Route =>
  route({
    method: 'GET',
    path: '/api/surveys/:id',
    capability: 'signed-in',
    says: 'What people answered to a survey: how many of those it was shown to, how far, the score of each question with its interval, and how answers are spread.',
    answer: answers.surveyResults,
    params,
    query: z.strictObject(filterShape),
    handle: async ({ params: { id }, query }) => {
      const question = askedOf(rooms, id, query)
      if (isRefused(question)) return question
      const { book, asked } = question
      const key = canonicalJson(['survey', asked.env, { ...query }, book])
      return remember(key, async () => {
        const asOf = await rooms.asOf(asked.env)
        return { ...(await readSurvey(rooms.deps.store, book, asked)), asOf }
      })
    },
  })

const responsesRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/surveys/:id/responses',
    capability: 'signed-in',
    says: 'Single responses to a survey with all answers of each, answered last first; with `written` only those in which something was written. `before` of the answer asks for the next page.',
    answer: answers.surveyResponses,
    params,
    query: z.strictObject({
      ...filterShape,
      written: flag,
      limit: pageSize(50, 500),
      before: cursor,
    }),
    handle: async ({ params: { id }, query }) => {
      const question = askedOf(rooms, id, query)
      if (isRefused(question)) return question
      const { written, limit, before } = query
      const after = before === undefined ? undefined : readCursor(before)
      if (before !== undefined && !after) {
        const message = 'query.before: is not from an answer of this address.'
        return refuse('invalid_request', message, { at: 'query.before' })
      }
      const { book, asked } = question
      const asOf = await rooms.asOf(asked.env)
      const { responses, next } = await readResponses(rooms.deps.store, book, {
        ...{ ...asked, written, limit, after },
      })
      return { responses, ...(next && { before: writeCursor(next) }), asOf }
    },
  })

async function* write(rooms: Rooms, { book, asked }: Asked, form: Form): AsyncGenerator<string> {
  const { head, line } = forms[form]
  if (head !== '') yield head
  let after: ReturnType<typeof readCursor>
  do {
    const page = await readResponses(rooms.deps.store, book, {
      ...{ ...asked, written: false, limit: exportPage, after },
    })
    const lines = page.responses.flatMap((response) => linesOf(book.id, response))
    if (lines.length > 0) yield lines.map(line).join('')
    after = page.next
  } while (after)
}

const exportRoute = (rooms: Rooms, form: Form): Route =>
  route({
    method: 'GET',
    path: `/api/surveys/:id/answers.${form}`,
    capability: 'signed-in',
    says: `Every answer to a survey as ${form === 'csv' ? 'CSV' : 'NDJSON'}, one a line, those of a response together and answered last first; at most ${mostExported} responses, else 413: ask for a shorter range.`,
    answer: exportType[form],
    params,
    query: z.strictObject(filterShape),
    handle: async ({ params: { id }, query, reply }) => {
      const question = askedOf(rooms, id, query)
      if (isRefused(question)) return question
      const { responses } = await readSurvey(rooms.deps.store, question.book, question.asked)
      if (responses > mostExported) {
        const message = `These are ${responses} responses; one export holds ${mostExported}. Ask for a shorter range.`
        return refuse('request_too_large', message, { at: 'query.from', limit: mostExported })
      }
      nameExport(reply, form, { id, ...question.asked })
      return Readable.from(write(rooms, question, form))
    },
  })

/** What people answered: the list of surveys, one survey's results, its single responses, and exports. */
export const surveyRoutes = (rooms: Rooms): readonly Route[] => {
  const remember = createMemory({ clock: rooms.deps.clock, forMs: keptMs })
  return [
    listRoute(rooms, remember),
    resultsRoute(rooms, remember),
    responsesRoute(rooms),
    exportRoute(rooms, 'csv'),
    exportRoute(rooms, 'ndjson'),
  ]
}
