import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Accounts, Alerts, Golden, Leads, People, Results, Timeline } from './answers.ts'
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
  await expect.poll(won, { timeout: 20_000 }).toBe(4)

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

  const golden = await demo.get<Golden>(`/api/golden?${env}&target=at-home&first=2d&by=7d`)
  expect(golden.people).toBeGreaterThan(50)
  expect(golden.items.some(({ strength }) => strength !== 'chance')).toBe(true)
})

test('starting again keeps what is there', async () => {
  expect(demo.said).toContain('made-up people')
  await demo[Symbol.asyncDispose]()
  demo = await startDemo(data.dir)
  expect(demo.said).not.toContain('made-up people')
  const people = await demo.get<People>(`/api/people?${env}`)
  expect(people.identified).toBe(200)
})
