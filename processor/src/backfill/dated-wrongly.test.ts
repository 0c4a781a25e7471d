import { subjectKey } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { NewRecord } from '@waymark/storage'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  sentTo,
  startAll,
  temporaryStore,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'

/** One product for the file: a log, a database, an environment for each test. */
let database: Awaited<ReturnType<typeof temporaryStore>>
let place: Awaited<ReturnType<typeof temporaryLog>>
let running: Awaited<ReturnType<typeof startAll>>
beforeAll(async () => {
  database = await temporaryStore()
  place = await temporaryLog(2)
  running = await startAll(
    { log: place.log, store: database.store, dir: `${place.dir}/cache` },
    100,
  )
})
afterAll(async () => {
  await running.stop()
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const hook = { kind: 'endpoint', id: 'hook', type: 'email', to: ['a@example.com'] } as const
const hour = 3_600_000

const begin = async (env: string) => {
  const publish = createPublisher(place.log)
  await publish(env, [hook])
  await untilNoted(place.log, env)
  return publish
}

const stateOf = async (key: string) => (await readState(place.log)).states.get(key)

const linesOf = ({ value }: NewRecord): readonly [header: string, events: string] => {
  const [header = '', events = '[]'] = Buffer.from(value ?? [])
    .toString('utf8')
    .split('\n')
  return [header, events]
}

/** What one request brought. */
const inOneRequest = (env: string, events: readonly Partial<WireEvent>[]): NewRecord => {
  const [first, ...others] = events.map((event) => sentTo(env, event))
  if (!first) throw new Error('a request without events')
  const [header] = linesOf(first)
  const all = [first, ...others].flatMap((one) => JSON.parse(linesOf(one)[1]))
  return { ...first, value: Buffer.from(`${header}\n${JSON.stringify(all)}`) }
}

/** Each is there for whoever asks before the next one comes. */
const happens = async (...records: readonly NewRecord[]): Promise<void> => {
  for (const record of records) {
    await place.log.append([record])
    await settled(place.log)
  }
}

const exported = (time: number, rows: number, groupId?: string): Partial<WireEvent> => ({
  userId: 'ann',
  event: 'Report Exported',
  properties: { rows },
  timestamp: new Date(time).toISOString(),
  ...(groupId ? { context: { groupId } } : {}),
})

for (const level of ['person', 'account'] as const)
  test(`a milestone (${level}) was dated by an event of the same request that its \`where\` leaves out`, async () => {
    const env = `where-${level}`
    const publish = await begin(env)
    const [first, second, small] = [5, 4, 3].map((ago) => Date.now() - ago * hour) as [
      number,
      number,
      number,
    ]
    const big = (n: number) =>
      ({
        kind: 'milestone',
        id: 'big',
        level,
        order: 1,
        reached: {
          did: { event: 'Report Exported', where: { rows: { gte: 100 } }, count: { gte: n } },
        },
      }) as const
    await publish(env, [big(3)])
    await untilReady(place.log, env, { names: ['milestone/big'] })
    await happens(
      inOneRequest(env, [exported(first, 500, 'acme')]),
      inOneRequest(env, [exported(second, 500, 'acme'), exported(small, 1, 'acme')]),
    )
    await publish(env, [big(2)])
    await untilReady(place.log, env, { names: ['milestone/big'], version: 2 })
    const subject =
      level === 'person' ? subjectKey(env, 'user', 'ann') : subjectKey(env, 'account', 'acme')
    expect((await stateOf(subject))?.mile.big).toMatchObject({
      reached: second,
      by: { event: 'Report Exported', person: subjectKey(env, 'user', 'ann'), at: second },
    })
  })

const builders = {
  kind: 'segment',
  id: 'builders',
  level: 'person',
  rule: { did: { event: 'Built', since: { event: 'Stopped' } } },
} as const

const did = (
  env: string,
  who: Partial<WireEvent>,
  [event, hoursAgo]: readonly [event: string, hoursAgo: number],
): NewRecord =>
  sentTo(env, { ...who, event, timestamp: new Date(Date.now() - hoursAgo * hour).toISOString() })

const visitor = { anonymousId: 'v' }
const ann = { userId: 'ann' }
const knownAs = (env: string): NewRecord => sentTo(env, { ...visitor, ...ann, type: 'identify' })

/** A segment that was there all along, and the same one published afterwards. */
const exporters = (id: string) => ({
  ...{ kind: 'segment', id, level: 'person' },
  rule: { did: { event: 'Report Exported', within: '30d' } },
})
const day = 24 * hour

for (const [who, ago, times] of [
  ['late', 4, [4, 6]],
  ['soon', 2, [2]],
] as const)
  test(`who entered a segment by a request that was ${ago} days late had entered it with its receipt, once the same segment was published again: ${who}`, async () => {
    const publish = await begin(who)
    await publish(who, [exporters('before')])
    await untilReady(place.log, who, { names: ['segment/before'] })
    const ago4 = times.map((one) => exported(Date.now() - one * day, 1))
    await happens(did(who, ann, ['Hello', 0]), inOneRequest(who, ago4))
    await publish(who, [exporters('after')])
    await untilReady(place.log, who, { names: ['segment/after'] })
    const seg = (await stateOf(`${who}/u/ann`))?.seg
    const newest = Date.parse(ago4[0]?.timestamp ?? '')
    if (who === 'late') expect(seg?.before).toBe(newest)
    else expect(seg?.before).toBeGreaterThan(newest)
    expect(seg?.after).toBe(seg?.before)
  })

test('an account that entered a segment by what was late had entered it with the receipt, once the same segment was published again', async () => {
  const env = 'late-account'
  const publish = await begin(env)
  const late = (id: string) => ({ ...exporters(id), level: 'account' })
  await publish(env, [late('before')])
  await untilReady(place.log, env, { names: ['segment/before'] })
  const [told, untold] = [
    exported(Date.now() - 5 * day, 1, 'acme'),
    exported(Date.now() - 4 * day, 1),
  ]
  await happens(
    did(env, { ...ann, context: { groupId: 'acme' } }, ['Hello', 0]),
    inOneRequest(env, [told, { ...untold, event: 'Looked' }]),
  )
  await publish(env, [late('after')])
  await untilReady(place.log, env, { names: ['segment/after'] })
  const seg = (await stateOf(`${env}/g/acme`))?.seg
  expect(seg?.before).toBe(Date.parse(told.timestamp ?? ''))
  expect(seg?.after).toBe(seg?.before)
})

test('a visitor who entered a segment by what was late brought the receipt of it, once the same segment was published again', async () => {
  const env = 'late-visitor'
  const publish = await begin(env)
  await publish(env, [{ ...builders, id: 'before' }])
  await untilReady(place.log, env, { names: ['segment/before'] })
  await happens(
    did(env, visitor, ['Hello', 0]),
    did(env, visitor, ['Stopped', 120]),
    did(env, visitor, ['Built', 100]),
    knownAs(env),
  )
  await publish(env, [{ ...builders, id: 'after' }])
  await untilReady(place.log, env, { names: ['segment/after'] })
  const seg = (await stateOf(`${env}/u/ann`))?.seg
  expect(Date.now() - (seg?.before ?? 0)).toBeGreaterThan(99 * hour)
  expect(seg?.after).toBe(seg?.before)
})

test('whoever was in a segment as a visitor was in it only since they were known', async () => {
  const { log } = place
  const publish = await begin('visitor')
  await happens(did('visitor', visitor, ['Stopped', 9]), did('visitor', visitor, ['Built', 8]))
  const entered = (await stateOf('visitor/a/v'))?.clock
  await happens(did('visitor', visitor, ['Built', 7]), knownAs('visitor'))
  await publish('visitor', [builders])
  await untilReady(log, 'visitor', { names: ['segment/builders'] })
  expect(entered).toBeGreaterThan(0)
  expect((await stateOf('visitor/u/ann'))?.seg.builders).toBe(entered)
})

test('who had left a segment as a visitor is in it since they entered it themselves', async () => {
  const { log } = place
  const publish = await begin('left')
  await happens(
    did('left', visitor, ['Stopped', 9]),
    did('left', visitor, ['Built', 8]),
    did('left', visitor, ['Stopped', 7]),
  )
  await happens(did('left', ann, ['Stopped', 6]), did('left', ann, ['Built', 5]))
  const entered = (await stateOf('left/u/ann'))?.clock
  await happens(knownAs('left'))
  await publish('left', [builders])
  await untilReady(log, 'left', { names: ['segment/builders'] })
  expect((await stateOf('left/u/ann'))?.seg.builders).toBe(entered)
})

test('who lost a segment by becoming known is in it since they entered it again', async () => {
  const { log } = place
  const publish = await begin('lost')
  await happens(did('lost', visitor, ['Stopped', 9]), did('lost', visitor, ['Built', 8]))
  await happens(did('lost', ann, ['Stopped', 7]), knownAs('lost'), did('lost', ann, ['Built', 6]))
  const again = (await stateOf('lost/u/ann'))?.clock
  await publish('lost', [builders])
  await untilReady(log, 'lost', { names: ['segment/builders'] })
  expect((await stateOf('lost/u/ann'))?.seg.builders).toBe(again)
})
