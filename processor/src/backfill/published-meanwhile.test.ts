import { setTimeout as pause } from 'node:timers/promises'
import type { EventStore } from '@waymark/storage'
import { expect, onTestFinished, test } from 'vitest'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  countedOf,
  createPublisher,
  pastOf,
  sentTo,
  startAll,
  temporaryStore,
  untilNoted,
  untilReady,
} from './backfill-under-test.ts'

const did = (id: string, event: string) => ({
  kind: 'segment',
  id,
  level: 'person',
  rule: { did: { event, count: { gte: 2 } } },
})

test('definitions that were published more often than a past takes kept all of them waiting: each past began anew', async () => {
  const database = await temporaryStore()
  onTestFinished(() => database[Symbol.asyncDispose]())
  const place = await temporaryLog(2)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log, dir } = place
  const publish = createPublisher(log)
  /** Each look into it takes a while, as into that of a large project. */
  let isSlow = true
  const store: EventStore = {
    ...database.store,
    query: async (text, parameters) => {
      if (isSlow) await pause(30)
      return database.store.query(text, parameters)
    },
  }
  await publish('e', [did('always', 'Always')])
  const running = await startAll({ log, store, dir: `${dir}/cache` }, 1)
  onTestFinished(() => running.stop())
  await untilNoted(log, 'e')
  const people = ['ann', 'bob', 'cy', 'dee']
  const events = ['First', 'Later0', 'Later1'].flatMap((event) =>
    people.flatMap((userId) => [sentTo('e', { userId, event }), sentTo('e', { userId, event })]),
  )
  await log.append(events)
  await settled(log)
  await publish('e', [did('first', 'First')])

  // Somebody else goes on publishing all the time.
  const published: string[] = []
  let isOver = false
  const publishing = (async () => {
    for (let i = 0; !isOver; i++) {
      await publish('e', [did(`later-${i}`, `Later${i}`)])
      published.push(`segment/later-${i}`)
      await pause(100)
    }
  })()
  const counts = async (name: string): Promise<boolean> =>
    (await countedOf(log, 'e'))?.record.definitions[name] !== undefined
  while (!(await counts('segment/first'))) await pause(20)
  isOver = true
  await publishing
  isSlow = false
  await untilReady(log, 'e', { names: published })
  const past = await pastOf(log, 'e')
  expect(past?.record.ready).toBeDefined()
  const { states } = await readState(log)
  for (const id of people) {
    const state = states.get(`e/u/${id}`)
    const segments = state?.kind === 'person' ? Object.keys(state.seg).toSorted() : []
    expect(segments).toEqual(['first', 'later-0', 'later-1'])
  }
})
