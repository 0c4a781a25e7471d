import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendBatch, sendEvents, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark

beforeAll(async () => {
  waymark = await startWaymark()
  const key = await serverKeyOf(waymark)
  await sendBatch(waymark, key, [
    { type: 'group', messageId: 'm0', userId: 'ann', groupId: 'acme', traits: { plan: 'team' } },
  ])
  await sendEvents(waymark, key, [
    { id: 'm1', user: 'ann', account: 'acme' },
    { id: 'm2', user: 'bob', account: 'acme' },
    { id: 'm3', user: 'bob', event: 'Invited' },
  ])
})

afterAll(() => waymark[Symbol.asyncDispose]())

const file = async (name: string, text: string): Promise<string> => {
  const path = join(waymark.dir, name)
  await writeFile(path, text)
  return path
}

it('says for how many people a rule holds, and for whom', async () => {
  const rule = await file('rule.yaml', 'did: { event: Product Created }')
  const { status, out, err } = await waymark.run('rule', 'count', rule)
  expect([status, err]).toEqual([0, ''])
  expect(out).toContain('It holds for 2 people at ')
  expect(out).toMatch(/production\/u\/ann\n {2}production\/u\/bob/)
  const then = await waymark.run('rule', 'count', rule, '--at', '2020-01-01', '--json')
  expect(JSON.parse(then.out)).toMatchObject({ level: 'person', count: 0, sample: [] })
})

it('counts accounts, by a segment that is not in force', async () => {
  const segment = await file(
    'segment.yaml',
    'kind: segment\nid: busy\nlevel: account\nrule: { members: { where: { did: { event: Product Created } }, count: { gte: 2 } } }',
  )
  const { out } = await waymark.run('rule', 'count', segment, '--json')
  expect(JSON.parse(out)).toMatchObject({ count: 1, sample: ['production/g/acme'] })
})

it('counts by what is known of accounts', async () => {
  const rule = await file('team.yaml', 'trait: { name: plan, of: account, eq: team }')
  const { out } = await waymark.run('rule', 'count', rule, '--json')
  expect(JSON.parse(out)).toMatchObject({ count: 2 })
})

it('counts by scores, of one that is compared with cohorts about now alone', async () => {
  const core = 'core: [{ event: Product Created }]'
  const score = await file('score.yaml', `kind: score\nid: use\nlevel: person\n${core}`)
  expect((await waymark.run('apply', score)).status).toBe(0)
  const rule = await file('scored.yaml', 'score: { id: use, part: breadth, gte: 100 }')
  const counted = async (...args: readonly string[]) =>
    JSON.parse((await waymark.run('rule', 'count', rule, '--json', ...args)).out)
  expect(await counted()).toMatchObject({ count: 2 })
  expect(await counted('--at', '2020-01-01')).toMatchObject({ count: 0 })
  const table = await file(
    'cohorts.yaml',
    'kind: cohorts\nid: use\nat: "2026-03-02T00:00:00Z"\ncohorts: []',
  )
  expect((await waymark.run('apply', table)).status).toBe(0)
  await sendEvents(waymark, await serverKeyOf(waymark), [{ id: 'm4', user: 'ann' }])
  await expect.poll(async () => (await counted()).count, { timeout: 20_000 }).toBeGreaterThan(0)
  const then = await waymark.run('rule', 'count', rule, '--at', '2026-01-01')
  expect(then.err).toContain('rule.score: the score is compared with cohorts')
})

it('names the place of what the database cannot tell', async () => {
  const rule = await file('refused.yaml', 'not: { same: { event: Product Created } }')
  const { status, err } = await waymark.run('rule', 'count', rule)
  expect(status).not.toBe(0)
  expect(err).toContain('rule.not.same: ')
})
