import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type FactRow,
  flipsQuery,
  type Level,
  limits,
  questionNamesIn,
  type Rule,
  ruleSchema,
} from '@waymark/schemas'
import { createChdbStore } from '@waymark/storage/clickhouse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countPast } from '../backfill/past-events.ts'
import { readCounts } from '../backfill/read-counts.ts'
import { readTile } from '../backfill/read-past.ts'
import type { Life } from './generate-lives.ts'
import { live, turnsOf } from './live.ts'

const dir = await mkdtemp(join(tmpdir(), 'rule-sql-hot-'))
const store = createChdbStore({ dir })

beforeAll(() => store.migrate(), 60_000)
afterAll(async () => {
  await store.close()
  await rm(dir, { recursive: true })
})

const most = limits.personRecordsPerSecond

const moment = (what: object, pause = 0): Life[number] =>
  ({
    who: { userId: 'u1' },
    sent: [{ what, late: 0, account: 'acme', groups: false }],
    source: 'browser',
    twice: false,
    carries: false,
    pause,
  }) as unknown as Life[number]

/** Half as much again in one second as counts; what is new comes last of all. Then, half a day later, once more. */
const hot: Life = [
  ...Array.from({ length: 1.5 * most }, () => moment({ event: 'Clicked' })),
  moment({ type: 'identify', traits: { plan: 'pro' } }),
  moment({ event: 'Paid' }, 24),
  moment({ event: 'Clicked' }, 24),
]

const rules: readonly (readonly [Level, object])[] = [
  ['person', { did: { event: 'Clicked', count: { gte: most } } }],
  ['person', { did: { event: 'Clicked', count: { gte: most + 1 } } }],
  ['person', { did: { event: 'Clicked', count: { gte: most + 2 } } }],
  ['person', { did: { event: 'Paid' } }],
  ['person', { trait: { name: 'plan', eq: 'pro' } }],
  ['account', { did: { event: 'Clicked', count: { gte: most + 1 } } }],
  ['account', { did: { event: 'Clicked', count: { gte: most + 2 } } }],
  ['account', { members: { where: { did: { event: 'Paid' } }, count: { gte: 1 } } }],
]

const insert = (table: string, rows: readonly object[], token: string): Promise<void> =>
  store.insert(table, Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), {
    token,
  })

/** What the database says of the rule, of everybody. */
const ask = async (rule: Rule, level: Level, at: { env: string; from: number; to: number }) => {
  const { env, ...asked } = at
  const names = questionNamesIn([])
  const question = { rule, level, names, envs: [env], asked } as Parameters<typeof flipsQuery>[0]
  const { sql, params } = flipsQuery(question)
  const rows = await store.query<{ subject: string; flips: readonly [number, number][] }>(
    sql,
    params,
  )
  return rows.flatMap(({ subject, flips }) =>
    turnsOf(flips.map(([instant, is]) => [instant, is === 1] as const))
      .filter(([instant]) => instant > asked.from)
      .map(([instant, is]) => [subject, instant, is]),
  )
}

test.each(rules)(
  'what is too much of somebody the database leaves out as the stream does: %s %j',
  async (level, raw) => {
    const i = rules.findIndex(([, rule]) => rule === raw)
    const documents = [{ kind: 'segment', id: 'it', level, rule: raw }]
    const env = `hot${i}`
    const lived = live(hot, { documents, env, lags: false })
    expect(lived.events.filter(({ counts }) => !counts)).toHaveLength(most / 2 + 2)
    await insert('events', lived.events, `${env}e`)
    await insert('transitions', lived.transitions, `${env}t`)
    const letter = level === 'account' ? 'g' : 'u'
    const stream = [...lived.flips].flatMap(([subject, flips]) =>
      subject.split('/')[1] === letter ? flips.map(([at, is]) => [subject, at, is]) : [],
    )
    const { from, to } = lived
    expect(await ask(ruleSchema.parse(raw), level, { env, from, to })).toEqual(stream)
  },
)

test('a past that is read leaves out what was too much', async () => {
  const env = 'past'
  const { events } = live(hot, { documents: [], env, lags: false })
  await insert('events', events, 'past')
  const past = { env, from: 1000, listens: ['track:Clicked', 'track:Paid'] }
  const tile = { after: '', to: `${env}/~` }
  expect(await countPast(store, past)).toBe(most + 1)
  const read: string[] = []
  for await (const { seen } of readTile(store, past, tile)) read.push(seen.name)
  expect(read).toEqual(Array(most + 1).fill('Clicked'))
  const counts: (readonly [string, number])[] = []
  for await (const { event, summary } of readCounts(store, past, { ...tile, keep: 10 }))
    counts.push([event, summary.n])
  expect(counts).toEqual([['Clicked', most + 1]])
})

test('counted all the same it would be seen', async () => {
  const env = 'seen'
  const lived = live(hot, { documents: [], env, lags: false })
  const all = lived.events.map((row): FactRow => ({ ...row, counts: true }))
  await insert('events', all, 'seen')
  const paid = ruleSchema.parse({ did: { event: 'Paid' } })
  expect(await ask(paid, 'person', { env, from: lived.from, to: lived.to })).toHaveLength(1)
})
