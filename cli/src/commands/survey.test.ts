import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SurveyList, SurveyResults } from '@waymark/schemas/api/surveys'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendBatch, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const survey = `kind: guide
id: nps
name: Would you recommend us?
type: survey
steps:
  - content: [{ question: { id: score, ask: Would you?, type: nps } }]
  - content: [{ question: { id: why, ask: Why?, type: text } }]
`

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-survey-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

/** What the browser of somebody tells of a survey: shown, and then answered once or more. */
const told = (userId: string, ...answers: readonly object[]) =>
  [
    { event: '$guide_rendered', properties: {} },
    ...answers.map((given) => ({ event: '$guide_answered', properties: { answers: given } })),
  ].map(({ event, properties }, at) => ({
    ...{ type: 'track', messageId: `${userId}-${at}`, userId, event },
    timestamp: new Date(Date.now() - 60_000 + 1000 * at).toISOString(),
    properties: {
      guide: 'nps',
      decision: `d-${userId}`,
      engagement: 'ask',
      version: 1,
      ...properties,
    },
  }))

test('before anything asks it says so, and of what does not ask as well', async () => {
  expect((await waymark.run('survey')).out).toBe('No guide asks anything yet.\n')
  expect(await waymark.run('survey', 'nps')).toMatchObject({
    ...{ status: 1, out: '', err: 'There is no guide "nps" that asks anything.\n' },
  })
})

test('what people answered comes out as a score, as JSON and as single answers', async () => {
  const path = join(scratch, 'nps.yaml')
  await writeFile(path, survey)
  expect(await waymark.run('apply', path)).toMatchObject({ status: 0 })
  await sendBatch(waymark, await serverKeyOf(waymark), [
    ...told('ann', { score: 3 }, { score: 10 }, { why: 'It is fast,\nand "kind".' }),
    ...told('bob', { score: 9 }),
    ...told('cal', { score: 5 }, { why: 'Too dear.' }),
    ...told('dan'),
  ])
  const read = async (): Promise<SurveyResults> =>
    JSON.parse((await waymark.run('survey', 'nps', '--json')).out)
  const responses = async () => (await read()).responses
  await expect.poll(responses, { timeout: 60_000, interval: 500 }).toBe(3)
  expect(await read()).toMatchObject({
    ...{ env: 'production', shown: 4, shownAnswered: 3, people: 3, whole: 2, scored: 'score' },
    questions: [
      { id: 'score', answers: 3, score: { measure: 'nps' } },
      { id: 'why', answers: 2 },
    ],
  })
  const { out } = await waymark.run('survey', 'nps')
  expect(out).toContain('Responses: 3 of 3 people; shown 4 times, of these answered 75%\n')
  expect(out).toContain('To the end: 67%; partial: 1\n')
  expect(out).toMatch(
    /NPS = % promoters \(9 and 10\) − % detractors \(0 to 6\): 33, between -\d+ and \d+ \(95%\), of 3 answers\n/,
  )
  const list: SurveyList = JSON.parse((await waymark.run('survey', '--json')).out)
  expect(list.surveys).toMatchObject([{ id: 'nps', shown: 4, responses: 3 }])
  expect((await waymark.run('survey')).out).toContain('nps     3 of 4    Would you recommend us?')
})

test('single answers are NDJSON or CSV, of a group alone where one is named', async () => {
  const csv = await waymark.run('survey', 'nps', '--answers', 'csv', '--group', 'promoters')
  expect(csv.out).toContain('"It is fast,\nand ""kind""."')
  expect(csv.out).not.toContain('Too dear.')
  const lines = (await waymark.run('survey', 'nps', '--answers', '--since', '1d')).out
  const answers = lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers.map((one) => [one.user_id, one.question, one.value]).toSorted()).toEqual([
    ['ann', 'score', 10],
    ['ann', 'why', 'It is fast,\nand "kind".'],
    ['bob', 'score', 9],
    ['cal', 'score', 5],
    ['cal', 'why', 'Too dear.'],
  ])
  expect((await waymark.run('survey', 'nps', '--since', 'long')).status).toBe(2)
  expect((await waymark.run('survey', 'nps', '--group', 'satisfied')).err).toBe(
    'query.group: "nps" has no question whose answers are satisfied.\n',
  )
})
