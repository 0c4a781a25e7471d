import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  Accounts,
  Alerts,
  Golden,
  Guide,
  Guides,
  Leads,
  People,
  Results,
  Survey,
  SurveyResponses,
  Timeline,
} from './answers.ts'
import { type DataDirectory, newDirectory, type RunningDemo, startDemo } from './start-demo.ts'

const env = 'env=production'

let data: DataDirectory
let demo: RunningDemo

beforeAll(async () => {
  data = newDirectory()
  demo = await startDemo(data.dir)
})

afterAll(async () => {
  await demo[Symbol.asyncDispose]()
  data[Symbol.dispose]()
})

test('a newcomer finds two weeks of two hundred people, leads among them, and nobody was alerted', async () => {
  const people = await demo.get<People>(`/api/people?${env}`)
  expect(people.identified).toBe(200)
  expect(people.people[0]?.lastSeen).toBeGreaterThan(Date.now() - 2 * 3_600_000)

  const accounts = await demo.get<Accounts>(`/api/accounts?${env}`)
  expect(accounts.matching).toBe(40)

  const { counts } = await demo.get<Leads>(`/api/leads?${env}`)
  expect(counts.open + counts.done).toBe(11)
  const won = async (): Promise<number> => {
    const done = await demo.get<Leads>(`/api/leads?${env}&view=done`)
    return done.leads.filter((lead) => lead.outcome === 'won').length
  }
  await expect.poll(won).toBe(4)

  const alerts = await demo.get<Alerts>(`/api/alerts?${env}`)
  expect(alerts.endpoints.map((endpoint) => endpoint.id).sort()).toEqual(['sdr-inbox', 'sdr-slack'])
  expect(alerts.deliveries).toEqual([])
})

test('who was a visitor and signed up is one person, from the first page on', async () => {
  const subject = encodeURIComponent('production/u/priya-raman')
  const pages: string[] = []
  let before = ''
  do {
    const part = await demo.get<Timeline>(`/api/people/${subject}/timeline${before}`)
    for (const item of part.items) {
      if (item.kind === 'event' && item.event.type === 'page') pages.push(item.event.event)
    }
    before = part.before === undefined ? '' : `?before=${part.before}`
  } while (before !== '')
  expect(pages).toContain('/pricing')
  expect(pages).toContain('/demo/board')
})

test('a newcomer finds an experiment that works, and what leads to value', async () => {
  const { results } = await demo.get<Results>(`/api/results?${env}`)
  const board = results.find(({ id }) => id === 'show-the-board')
  expect(board?.reading).toBe('works')
  const people = board?.arms.map((arm) => arm.drawn) ?? []
  expect(people.reduce((sum, n) => sum + n, 0)).toBe(200)
  const shareOf = (arm: 'treated' | 'engagement'): number => {
    const own = board?.arms.find((one) => one.arm === arm)
    return (own?.reached ?? 0) / (own?.people ?? 1)
  }
  expect(shareOf('treated') - shareOf('engagement')).toBeGreaterThan(0.2)

  const golden = await demo.get<Golden>(`/api/golden?${env}&target=at-home&first=2d&by=7d`)
  expect(golden.people).toBeGreaterThan(50)
  expect(golden.items.some(({ strength }) => strength !== 'chance')).toBe(true)
})

test('a newcomer finds what customers answered to a survey', async () => {
  const survey = await demo.get<Survey>(`/api/surveys/recommend-us?${env}`)
  expect(survey.responses).toBeGreaterThan(10)
  expect(survey.shown).toBeGreaterThan(survey.responses)
  expect(survey.responses).toBeGreaterThan(survey.whole)
  const score = survey.questions.find(({ id }) => id === 'score')?.score
  expect(score?.answers).toBe(survey.responses)
  expect(score?.value).toBeGreaterThan(0)

  // Five sentences stood there again and again.
  const { responses } = await demo.get<SurveyResponses>(
    `/api/surveys/recommend-us/responses?${env}`,
  )
  const said = responses.flatMap(({ answers }) =>
    answers.filter(({ question }) => question === 'why').map(({ value }) => value),
  )
  expect(said.length).toBeGreaterThan(10)
  expect(new Set(said).size).toBe(said.length)
})

test('a newcomer finds how guides did: shown to some, clicked by fewer, step by step', async () => {
  const { guides } = await demo.get<Guides>(`/api/guide-numbers?${env}`)
  for (const id of ['move-a-card', 'install-the-code']) {
    const guide = guides.find((one) => one.id === id)
    expect(guide?.completed.people, id).toBeGreaterThan(3)
    expect(guide?.dismissed.people, id).toBeGreaterThan(0)
    expect(guide?.shown.people, id).toBeGreaterThan(guide?.clicked.people ?? 0)
  }
  const survey = await demo.get<Guide>(`/api/guide-numbers/recommend-us?${env}`)
  const reached = survey.steps.map((step) => step.reached)
  expect(reached).toHaveLength(3)
  expect(reached).toEqual(reached.toSorted((a, b) => b - a))
  expect(survey.toComplete?.half).toBeGreaterThan(0)
})

/** Those of the history who have not moved a card: the stream draws them when they come back. */
const beginners = async (): Promise<People['people']> => {
  const found: People['people'][number][] = []
  let cursor: string | undefined = ''
  while (cursor !== undefined && found.length < 12) {
    const after: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: People = await demo.get<People>(`/api/people?${env}${after}`)
    const isBeginner = ({ known, milestones }: People['people'][number]): boolean =>
      known && !milestones.includes('first-card-moved')
    found.push(...page.people.filter(isBeginner))
    cursor = page.cursor
  }
  return found
}

const comeBack = async (people: People['people']): Promise<void> => {
  const html = await (await fetch(`${demo.url}/demo`)).text()
  const key = /wk_[a-z0-9]+/.exec(html)?.[0] ?? ''
  const batch = people.map(({ id }) => ({
    type: 'track',
    event: 'Comment Added',
    userId: id,
    anonymousId: `anon-${id}-1`,
    messageId: `back-${id}`,
  }))
  const response = await fetch(`${demo.url}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch }),
  })
  expect(response.status).toBe(200)
}

test('people of the history who come back are drawn as they had been, and the experiment says the same', async () => {
  const board = async () => {
    const { results } = await demo.get<Results>(`/api/results?${env}&id=show-the-board`)
    return results[0]
  }
  const before = await board()
  const people = await beginners()
  expect(people.length).toBeGreaterThanOrEqual(12)
  await comeBack(people)
  for (const { subject } of people) {
    const arms = async (): Promise<readonly (string | undefined)[]> => {
      const path = `/api/people/${encodeURIComponent(subject)}/timeline`
      const { items } = await demo.get<Timeline>(path)
      return items.flatMap((item) =>
        item.kind === 'transition' && item.transition.t === 'exposed' ? [item.transition.arm] : [],
      )
    }
    await expect.poll(arms).toHaveLength(2)
    expect(new Set(await arms()).size).toBe(1)
  }
  const after = await board()
  expect(after?.leftOut.both).toBe(0)
  expect(after?.arms.map(({ drawn }) => drawn)).toEqual(before?.arms.map(({ drawn }) => drawn))
})

test('starting again keeps what is there', async () => {
  expect(demo.said).toContain('made-up people')
  await demo[Symbol.asyncDispose]()
  demo = await startDemo(data.dir)
  expect(demo.said).not.toContain('made-up people')
  const people = await demo.get<People>(`/api/people?${env}`)
  expect(people.identified).toBe(200)
})
