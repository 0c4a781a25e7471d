import { dayMs, type JsonObject } from '@waymark/schemas'
import type {
  SurveyList,
  SurveyQuestion,
  SurveyResponses,
  SurveyResults,
} from '@waymark/schemas/api/surveys'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { read as readFrom } from '../support/open-company.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow, toldRow, transitionRow } from '../support/rows.ts'

const now = Date.now()
const t0 = now - 5 * dayMs
const minute = 60_000
let d: OpenDashboard

const choices = (...ids: readonly string[]) =>
  ids.map((id) => ({ id, label: `${id.charAt(0).toUpperCase()}${id.slice(1)}` }))

const survey = (given: {
  readonly ask: string
  readonly reasons: readonly string[]
  readonly more?: readonly object[]
}) => ({
  kind: 'guide',
  id: 'nps',
  name: 'Would you recommend us?',
  type: 'survey',
  steps: [
    { content: [{ question: { id: 'score', ask: { en: given.ask, de: 'Und?' }, type: 'nps' } }] },
    {
      content: [
        {
          question: {
            id: 'reason',
            ask: 'Why?',
            type: 'multiple',
            choices: choices(...given.reasons),
          },
        },
        { question: { id: 'words', ask: 'In your words?', type: 'text' } },
        ...(given.more ?? []),
      ],
    },
    { id: 'thanks', content: [{ heading: 'Thank you' }] },
  ],
})

const seats = { question: { id: 'seats', ask: 'How many are you?', type: 'number' } }
const effort = (type: string) => ({ question: { id: 'effort', ask: 'Was it easy?', type } })

interface Told {
  readonly decision?: string
  readonly at?: number
  readonly more?: JsonObject
  readonly account?: string
  readonly message?: string
}

/** What a page tells of the survey. */
const tells = (who: string, what: string, told: Told = {}) => {
  const { decision, at = 0, more = {}, account = '', message } = told
  return toldRow(who, what, {
    ...(message === undefined ? {} : { message_id: message }),
    ...{ account, time_ms: t0 + at * minute },
    properties: {
      guide: 'nps',
      engagement: 'ask',
      version: 3,
      ...(decision && { decision }),
      ...more,
    },
  })
}

const answers = (who: string, given: JsonObject, told: Told = {}) =>
  tells(who, 'answered', { ...told, more: { ...told.more, answers: given } })

const apply = (document: object) =>
  d.send('POST', '/api/definitions/apply', { body: { documents: [document] } })

beforeAll(async () => {
  d = await openDashboard()
  await apply(survey({ ask: 'First?', reasons: ['price', 'speed'], more: [effort('csat')] }))
  await apply(survey({ ask: 'Second?', reasons: ['price', 'speed'], more: [effort('ces'), seats] }))
  await apply(
    survey({ ask: 'Would you?', reasons: ['speed', 'support'], more: [effort('ces'), seats] }),
  )
  await insertRows(d.store, {
    subjects: [
      subjectRow({ subject: 'production/u/ann', name: 'Ann Lee' }),
      subjectRow({ subject: 'production/a/v1', merged_into: 'production/u/ann' }),
    ],
    transitions: [
      transitionRow('production/a/v1', 1, { t: 'merged', into: 'production/u/ann', at: t0 }),
    ],
    events: [
      // Ann: began as a visitor, changed her mind, and one of her reports came twice.
      tells('v1', 'rendered', { decision: 'd1' }),
      answers('v1', { score: 3 }, { decision: 'd1', at: 1 }),
      answers('ann', { score: 9 }, { decision: 'd1', at: 2, message: 'twice' }),
      answers('ann', { score: 9 }, { decision: 'd1', at: 2, message: 'twice' }),
      answers(
        'ann',
        { reason: ['speed', 'price'], words: 'Fast, "really".', seats: 10, effort: 7 },
        { decision: 'd1', at: 3, account: 'acme' },
      ),
      tells('ann', 'seen', { decision: 'd1', at: 4, more: { step: 'thanks' } }),
      // Bob: on two tabs, partial; the visitor who became nobody; Cal: shown, never answered.
      tells('bob', 'rendered', { decision: 'd2' }),
      tells('bob', 'rendered', { decision: 'd2', at: 5 }),
      answers(
        'bob',
        { score: 2, reason: ['support'] },
        { decision: 'd2', at: 6, more: { variant: 'b' } },
      ),
      tells('v2', 'rendered', { decision: 'd3' }),
      answers(
        'v2',
        { score: 10, words: '=1+1' },
        { decision: 'd3', at: 30, more: { variant: 'a' } },
      ),
      tells('v2', 'completed', { decision: 'd3', at: 31, more: { variant: 'a' } }),
      tells('cal', 'rendered', { decision: 'd4' }),
      tells('cal', 'dismissed', { decision: 'd4', at: 1 }),
      // Imported, without decisions: Dan twice on a day, and again the next.
      answers('dan', { score: 8 }, { at: 0, more: { version: 0 } }),
      answers('dan', { score: 7, gone: 'x' }, { at: 1, more: { version: 0 } }),
      answers('dan', { score: 10 }, { at: 1440, more: { version: 0 } }),
      // Eve answered the first version, in which effort was another scale; and what is no answer.
      answers(
        'eve',
        { effort: 5, score: 11, seats: 'many' },
        { decision: 'd6', more: { version: 1 } },
      ),
      answers('fay', { score: '', reason: [] }, { decision: 'd7' }),
      answers('gus', { score: 1 }, { decision: 'd8', at: -60 * 24 * 60 }),
      answers('hal', { score: 1 }, { decision: 'd9', more: { guide: 'other' } }),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const range = `from=${t0 - dayMs}&to=${now}`
const results = (more = '') => readFrom<SurveyResults>(d, `/api/surveys/nps?${range}${more}`)
const question = async (id: string, more = ''): Promise<SurveyQuestion> => {
  const found = (await results(more)).questions.find((one) => one.id === id)
  if (!found) throw new Error(`no question ${id}`)
  return found
}
const counts = ({ bars }: SurveyQuestion) =>
  bars.filter(({ answers: n }) => n > 0).map(({ value, answers: n }) => [value, n])

it('counts one response per showing, whoever the person was then, on however many tabs', async () => {
  const all = await results()
  expect(all).toMatchObject({
    ...{ name: 'Would you recommend us?', inForce: true, scored: 'score' },
    // Painted: Ann, Bob, the visitor and Cal. Answered: three of these, Dan on two days, and Eve.
    ...{ shown: 4, shownAnswered: 3, responses: 6, people: 5, whole: 2 },
    groups: [
      { group: 'detractors' },
      { group: 'passives' },
      { group: 'promoters', from: 9, to: 10 },
    ],
  })
})

it('the last answer to a question counts: who changed 3 to 9 is a promoter', async () => {
  const score = await question('score')
  expect(counts(score)).toEqual([
    ['2', 1],
    ['7', 1],
    ['9', 1],
    ['10', 2],
  ])
  expect(score.bars).toHaveLength(11)
  expect(score).toMatchObject({ answers: 6, leftOut: 1, score: { value: 40, answers: 5 } })
  expect(score.score?.formula).toBe('NPS = % promoters (9 and 10) − % detractors (0 to 6)')
})

it('shows questions and choices with their newest text, those of before as well', async () => {
  expect((await question('score')).ask).toBe('Would you?')
  expect((await question('reason')).bars).toEqual([
    { value: 'speed', label: 'Speed', answers: 1 },
    { value: 'support', label: 'Support', answers: 1 },
    { value: 'price', label: 'Price', answers: 1, retired: true },
  ])
  expect((await results()).unknown).toEqual([{ id: 'gone', answers: 1 }])
})

it('what was answered on another scale is left out, not read on this one', async () => {
  expect(await question('effort')).toMatchObject({
    ...{ type: 'ces', answers: 2, leftOut: 1, score: { measure: 'mean', value: 7, answers: 1 } },
  })
  expect(await question('seats')).toMatchObject({
    ...{ answers: 2, leftOut: 1, spread: { median: 10, least: 10, most: 10 } },
  })
})

it('filters by group, version and variant, and says which there are', async () => {
  const promoters = await results('&group=promoters')
  expect(promoters).toMatchObject({ responses: 3, people: 3 })
  expect(promoters).not.toHaveProperty('shown')
  expect(counts(await question('reason', '&group=promoters'))).toEqual([
    ['speed', 1],
    ['price', 1],
  ])
  expect((await results('&group=detractors')).responses).toBe(1)
  expect(await results('&variant=b')).toMatchObject({ responses: 1, shown: 1 })
  expect(await results('&version=1')).toMatchObject({ responses: 1, shown: 0 })
  const { versions, variants } = await results('&variant=b')
  expect(versions).toEqual([
    { version: 3, responses: 3 },
    { version: 1, responses: 1 },
  ])
  expect(variants).toEqual([
    { variant: 'a', responses: 1 },
    { variant: 'b', responses: 1 },
  ])
})

it('counts what was painted in the range, and refuses a range that is too long', async () => {
  const day = await readFrom<SurveyResults>(d, `/api/surveys/nps?from=${t0 + dayMs}&to=${now}`)
  expect(day).toMatchObject({ shown: 0, responses: 1 })
  const long = await d.send('GET', `/api/surveys/nps?from=0&to=${now}`)
  expect(long).toMatchObject({ status: 400, body: { error: { at: 'query.from', limit: 400 } } })
  const group = await d.send('GET', '/api/surveys/nps?group=satisfied')
  expect(group).toMatchObject({ status: 400, body: { error: { at: 'query.group' } } })
  expect((await d.send('GET', '/api/surveys/nobody')).status).toBe(404)
})

it('lists single responses with the person of today, page by page, and those with words', async () => {
  const path = `/api/surveys/nps/responses?${range}`
  const whole = await readFrom<SurveyResponses>(d, path)
  expect(whole.responses).toHaveLength(6)
  expect(whole.responses.find(({ id }) => id === 'd1')).toEqual({
    ...{ id: 'd1', subject: 'production/u/ann', name: 'Ann Lee', account: 'acme' },
    ...{ at: t0 + 3 * minute, version: 3, engagement: 'ask', whole: true },
    answers: [
      { question: 'score', ask: 'Would you?', type: 'nps', value: 9 },
      {
        ...{ question: 'reason', ask: 'Why?', type: 'multiple' },
        ...{ value: ['speed', 'price'], label: 'Speed, Price' },
      },
      { question: 'words', ask: 'In your words?', type: 'text', value: 'Fast, "really".' },
      { question: 'effort', ask: 'Was it easy?', type: 'ces', value: 7 },
      { question: 'seats', ask: 'How many are you?', type: 'number', value: 10 },
    ],
  })
  const paged: string[] = []
  let before = ''
  do {
    const page = await readFrom<SurveyResponses>(d, `${path}&limit=2${before}`)
    paged.push(...page.responses.map(({ id }) => id))
    before = page.before === undefined ? '' : `&before=${page.before}`
  } while (before !== '')
  expect(paged).toEqual(whole.responses.map(({ id }) => id))
  const written = await readFrom<SurveyResponses>(d, `${path}&written=1`)
  expect(written.responses.map(({ id }) => id)).toEqual(['d3', 'd1'])
  expect((await d.send('GET', `${path}&before=made-up`)).status).toBe(400)
})

it('exports every answer as a line; what people write does not calculate in a spreadsheet', async () => {
  const csv = await d.send<string>('GET', `/api/surveys/nps/answers.csv?${range}&group=promoters`)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toMatch(
    /^attachment; filename="production-nps-.*\.csv"$/,
  )
  const [head, ...lines] = csv.body.trimEnd().split('\r\n')
  expect(head).toBe(
    'response,person,user_id,name,account,answered_at,survey,version,variant,engagement,whole,question,ask,type,value,label',
  )
  expect(lines).toHaveLength(8)
  expect(csv.body).toContain(`,words,In your words?,text,'=1+1,\r\n`)
  expect(csv.body).toContain(',words,In your words?,text,"Fast, ""really"".",\r\n')
  const ndjson = await d.send<string>('GET', `/api/surveys/nps/answers.ndjson?${range}`)
  const all = ndjson.body
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(all).toHaveLength(15)
  expect(
    all.find(({ response, question: q }) => response === 'd1' && q === 'reason'),
  ).toMatchObject({
    ...{ user_id: 'ann', value: ['speed', 'price'], label: 'Speed, Price', whole: true },
  })
})

it('lists surveys, answered last first; one that is deleted keeps its answers', async () => {
  await apply({
    ...{ kind: 'guide', id: 'quiet', name: 'Quiet', type: 'survey' },
    steps: [{ content: [{ question: { id: 'q', ask: 'Well?', type: 'csat' } }] }],
  })
  await apply({
    ...{ kind: 'guide', id: 'hello', type: 'modal', steps: [{ content: [{ heading: 'Hello' }] }] },
  })
  const list = await readFrom<SurveyList>(d, `/api/surveys?${range}`)
  expect(list.surveys).toMatchObject([
    { id: 'nps', inForce: true, questions: 5, shown: 4, responses: 6 },
    { id: 'quiet', shown: 0, responses: 0 },
  ])
  expect((await d.send('DELETE', '/api/definitions/guide/nps')).status).toBeLessThan(300)
  expect((await readFrom<SurveyList>(d, `/api/surveys?${range}`)).surveys[0]).toMatchObject({
    ...{ id: 'nps', inForce: false, responses: 6 },
  })
  expect(await results()).toMatchObject({
    inForce: false,
    responses: 6,
    name: 'Would you recommend us?',
  })
})
