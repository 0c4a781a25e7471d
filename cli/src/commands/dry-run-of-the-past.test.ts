import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark

const days = (ago: number, minutes = 0): string =>
  new Date(Date.now() - ago * 86_400_000 + minutes * 60_000).toISOString()

/** Three exports within minutes, twenty days ago. */
const exported = (who: object, account?: string): readonly object[] =>
  [0, 1, 2].map((minute) => ({
    ...{ type: 'track', event: 'Exported', ...who, timestamp: days(20, minute) },
    messageId: `${JSON.stringify(who)}-${minute}`,
    ...(account === undefined ? {} : { context: { groupId: account } }),
  }))

const takeIn = async (batch: readonly object[]): Promise<void> => {
  const key = await serverKeyOf(waymark)
  const answer = await fetch(`${waymark.url()}/v1/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ batch }),
  })
  expect([answer.status, await answer.text()]).toEqual([200, expect.any(String)])
}

beforeAll(async () => {
  waymark = await startWaymark()
  await takeIn([
    ...exported({ userId: 'ann' }, 'acme'),
    ...exported({ userId: 'bob' }, 'acme'),
    ...exported({ userId: 'cid' }, 'globex'),
    ...exported({ anonymousId: 'visitor' }),
    {
      ...{ type: 'identify', userId: 'eve', anonymousId: 'visitor', messageId: 'known' },
      timestamp: days(9),
    },
  ])
})
afterAll(() => waymark[Symbol.asyncDispose]())

const rule = '{ did: { event: Exported, count: { gte: 3 }, within: 5d } }'
const segment = (level: string): string =>
  `kind: segment\nid: ${level}-now\nlevel: ${level}\nrule: ${rule}\n`
const milestone = (level: string, more = ''): string =>
  `kind: milestone\nid: ${level}-ever\nlevel: ${level}\norder: 1\n${more}reached: ${rule}\n`

const apply = async (document: string, ...how: readonly string[]) => {
  const path = join(waymark.dir, 'applied.yaml')
  await writeFile(path, document)
  const { status, out, err } = await waymark.run('apply', path, '--json', ...how)
  expect([status, err]).toEqual([0, ''])
  const [change] = (JSON.parse(out) as ApplyResult).changes
  return change
}

const movesOf = async (document: string) => (await apply(document, '--dry-run'))?.moves

/** How many have it, as the stream decided. */
const having = async (level: string): Promise<number> => {
  const path = join(waymark.dir, 'asked.yaml')
  await writeFile(path, `milestone: { id: ${level}-ever }`)
  const { out } = await waymark.run('rule', 'count', path, '--level', level, '--json')
  return JSON.parse(out).count
}

for (const [level, count] of [
  ['person', 4],
  ['account', 2],
] as const)
  it(`a dry run of a milestone (${level}) that counts what a segment had counted already said that nobody comes in`, async () => {
    const enters = { t: 'counted', level, enters: count, leaves: 0, after: count }
    await expect.poll(() => movesOf(milestone(level)), { timeout: 20_000 }).toEqual(enters)
    await apply(segment(level))
    expect(await movesOf(segment(level))).toBeUndefined()
    expect(await movesOf(milestone(level))).toEqual(enters)
    expect(await movesOf(milestone(level, 'from: now\n'))).toMatchObject({ enters: 0, after: 0 })
    await apply(milestone(level))
    await expect.poll(() => having(level), { timeout: 20_000 }).toBe(count)
    expect(await movesOf(milestone(level, 'name: Exporter\n'))).toMatchObject({
      enters: 0,
      after: count,
    })
  })
