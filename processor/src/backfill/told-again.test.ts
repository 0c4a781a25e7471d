import { backfillKey } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  pastOf,
  sentTo,
  startAll,
  TornAway,
  temporaryStore,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'

let database: Awaited<ReturnType<typeof temporaryStore>>
let place: Awaited<ReturnType<typeof temporaryLog>>
beforeAll(async () => {
  database = await temporaryStore()
  place = await temporaryLog(2)
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const isNote = (value: Uint8Array | null, tiles: number): boolean =>
  value !== null && JSON.parse(Buffer.from(value).toString('utf8')).tiles === tiles

/** A log that tears its writer away before it can note what it has told: after the first tile, and again after the third. */
const tearing = (log: EventLog, env: string): EventLog => {
  const torn = new Set<number>()
  return {
    ...log,
    partitions: log.partitions,
    append: async (records, options) => {
      const [record] = records
      const tiles = [1, 3].find(
        (n) => record?.key === backfillKey(env) && isNote(record.value, n) && !torn.has(n),
      )
      if (tiles !== undefined) {
        torn.add(tiles)
        throw new TornAway(`before tile ${tiles} was noted`)
      }
      return log.append(records, options)
    },
  }
}

const people = ['ann', 'bob', 'cid', 'dan', 'eve']

test('a tile that was told but not noted is told again, and its people count it once', async () => {
  const { log, dir } = place
  const publish = createPublisher(log)
  await publish('t', [{ kind: 'endpoint', id: 'x', type: 'email', to: ['a@example.com'] }])
  const where = { log, store: database.store, dir: `${dir}/cache` }
  const running = await startAll(where, 1, tearing(log, 't'))
  await untilNoted(log, 't')
  const groupId = 'acme'
  for (const userId of people)
    await log.append(
      ['Built', 'Built'].map((event) => sentTo('t', { userId, event, context: { groupId } })),
    )
  await settled(log)
  const did = (level: string, gte: number) => ({
    kind: 'milestone',
    id: `built-${level}-${gte}`,
    level,
    order: 1,
    reached: { did: { event: 'Built', count: { gte } } },
  })
  const milestones = [did('person', 2), did('person', 3), did('account', 10), did('account', 11)]
  await publish('t', milestones)
  await untilReady(log, 't', { names: milestones.map(({ id }) => `milestone/${id}`) })
  expect((await pastOf(log, 't'))?.record).toMatchObject({ tiles: 5, read: 10, events: 10 })
  await running.stop()
  const { states } = await readState(log)
  for (const one of people)
    expect(Object.keys(states.get(`t/u/${one}`)?.mile ?? {})).toEqual(['built-person-2'])
  expect(Object.keys(states.get(`t/g/${groupId}`)?.mile ?? {})).toEqual(['built-account-10'])
})
