import { afterAll, beforeAll, expect, test } from 'vitest'
import { readState, settled, temporaryLog } from '../shell/processor-under-test.ts'
import {
  createPublisher,
  pastOf,
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
const twice = {
  kind: 'milestone',
  id: 'twice',
  level: 'person',
  order: 1,
  started: { did: { event: 'Built' } },
  reached: { did: { event: 'Built', count: { gte: 2 } } },
} as const

const at = (minutesAgo: number): number => Date.now() - minutesAgo * 60_000

const built = (env: string, userId: string, time: number) =>
  sentTo(env, { userId, event: 'Built', timestamp: new Date(time).toISOString() })

const begin = async (env: string) => {
  const publish = createPublisher(place.log)
  await publish(env, [hook])
  await untilNoted(place.log, env)
  return publish
}

const stateOf = async (key: string) => (await readState(place.log)).states.get(key)

test('a milestone that would have been reached long ago was reached then, by the event that did it', async () => {
  const { log } = place
  const publish = await begin('then')
  const [first, second] = [at(500), at(300)]
  for (const [who, time] of [
    ['ann', first],
    ['bob', first],
    ['ann', second],
  ] as const) {
    await log.append([built('then', who, time)])
    await settled(log)
  }
  await publish('then', [twice])
  await untilReady(log, 'then', { names: ['milestone/twice'] })
  const ann = await stateOf('then/u/ann')
  expect(ann?.mile.twice).toMatchObject({
    started: first,
    reached: second,
    by: { event: 'Built', person: 'then/u/ann', at: second },
  })
  expect((await stateOf('then/u/bob'))?.mile.twice).toEqual({ started: first })
  await log.append([built('then', 'bob', at(0))])
  await settled(log)
  expect((await stateOf('then/u/bob'))?.mile.twice?.reached).toBeDefined()
})

test('who reaches a milestone by a lower number of what has been counted reached it when they had done it so often', async () => {
  const { log } = place
  const publish = await begin('lower')
  const times = (n: number) =>
    ({ ...twice, reached: { did: { event: 'Built', count: { gte: n } } } }) as const
  await publish('lower', [times(4)])
  await untilReady(log, 'lower', { names: ['milestone/twice'] })
  const [first, second, third] = [at(500), at(300), at(100)]
  for (const time of [first, second, third]) {
    await log.append([built('lower', 'ann', time)])
    await settled(log)
  }
  expect((await stateOf('lower/u/ann'))?.mile.twice).toEqual({ started: first })
  await publish('lower', [times(2)])
  await untilReady(log, 'lower', { names: ['milestone/twice'], version: 2 })
  expect((await pastOf(log, 'lower'))?.record).toMatchObject({ leaves: [], tiles: 0 })
  expect((await stateOf('lower/u/ann'))?.mile.twice).toMatchObject({
    started: first,
    reached: second,
    by: { event: 'Built', person: 'lower/u/ann', at: second },
  })
  const thrice = { ...times(3), id: 'thrice', order: 2 }
  await publish('lower', [thrice])
  await untilReady(log, 'lower', { names: ['milestone/thrice'] })
  expect((await stateOf('lower/u/ann'))?.mile.thrice?.reached).toBe(third)
})

test('what becomes true by its past alerts nobody; what happens afterwards does', async () => {
  const { log } = place
  const publish = await begin('alerts')
  const lead = {
    kind: 'pql',
    id: 'lead',
    level: 'person',
    milestones: ['twice'],
    alert: { to: ['hook'] },
  } as const
  await log.append([built('alerts', 'ann', at(9)), built('alerts', 'ann', at(8))])
  await log.append([built('alerts', 'bob', at(9))])
  await settled(log)
  await publish('alerts', [twice, lead])
  await untilReady(log, 'alerts', { names: ['milestone/twice', 'pql/lead'] })
  expect((await stateOf('alerts/u/ann'))?.pql.lead?.since).toBeDefined()
  const alerted = async () =>
    (await readState(log)).transitions.flatMap((one) =>
      one.t === 'alert' ? [one.body.subject] : [],
    )
  expect(await alerted()).toEqual([])
  await log.append([built('alerts', 'bob', at(0))])
  await settled(log)
  expect(await alerted()).toEqual(['alerts/u/bob'])
})

test('whoever is idle is in a new segment, too', async () => {
  const { log } = place
  const publish = await begin('idle')
  const trait = (role: string) => ({ type: 'identify', userId: role, traits: { role } }) as const
  await log.append([sentTo('idle', trait('admin')), sentTo('idle', trait('guest'))])
  await settled(log)
  const admins = {
    kind: 'segment',
    id: 'admins',
    level: 'person',
    rule: { trait: { name: 'role', eq: 'admin' } },
  } as const
  await publish('idle', [admins])
  await untilReady(log, 'idle', { names: ['segment/admins'] })
  expect((await stateOf('idle/u/admin'))?.seg.admins).toBeDefined()
  expect((await stateOf('idle/u/guest'))?.seg.admins).toBeUndefined()
  expect(await pastOf(log, 'idle')).toBeUndefined()
})

test('a definition that counts from now waits for no past', async () => {
  const { log } = place
  const publish = await begin('now')
  await log.append([built('now', 'ann', at(9))])
  await settled(log)
  await publish('now', [{ ...twice, from: 'now' } as const])
  await untilReady(log, 'now', { names: ['milestone/twice'] })
  await log.append([built('now', 'ann', at(0))])
  await settled(log)
  expect(await pastOf(log, 'now')).toBeUndefined()
  expect((await stateOf('now/u/ann'))?.mile.twice?.reached).toBeUndefined()
})

test('what was taken back and comes again counts what happened in between, once', async () => {
  const { log } = place
  const publish = await begin('back')
  const five = { ...twice, reached: { did: { event: 'Built', count: { gte: 5 } } } } as const
  await publish('back', [five])
  await untilReady(log, 'back', { names: ['milestone/twice'] })
  await log.append([built('back', 'ann', at(9)), built('back', 'ann', at(8))])
  await settled(log)
  const other = { ...twice, started: { did: { event: 'X' } }, reached: { did: { event: 'X' } } }
  await publish('back', [other])
  await untilReady(log, 'back', { names: ['milestone/twice'], version: 2 })
  await log.append([built('back', 'ann', at(7)), built('back', 'ann', at(6))])
  await settled(log)
  await publish('back', [five])
  await untilReady(log, 'back', { names: ['milestone/twice'], version: 3 })
  expect((await stateOf('back/u/ann'))?.mile.twice?.reached).toBeUndefined()
  await log.append([built('back', 'ann', at(0))])
  await settled(log)
  expect((await stateOf('back/u/ann'))?.mile.twice?.reached).toBeDefined()
})

const shown = [
  {
    kind: 'guide',
    id: 'tip',
    type: 'modal',
    steps: [{ content: [{ text: 'Hello' }] }],
  },
  {
    kind: 'engagement',
    id: 'nudge',
    audience: { did: { event: 'Came' } },
    send: [{ guide: 'tip' }],
  },
] as const

test('a milestone that asks what somebody did with a guide was reached when both were so, as if it had always been there', async () => {
  const { log } = place
  const both = {
    kind: 'milestone',
    id: 'both',
    level: 'person',
    order: 1,
    reached: { all: [{ did: { event: 'Built' } }, { guide: { id: 'tip', was: 'seen' } }] },
  } as const
  const later = await begin('told-later')
  const always = await begin('told-always')
  await later('told-later', shown)
  await untilReady(log, 'told-later', { names: ['engagement/nudge'] })
  await always('told-always', [...shown, both])
  await untilReady(log, 'told-always', { names: ['engagement/nudge', 'milestone/both'] })
  const properties = { engagement: 'nudge', guide: 'tip' }
  const moments = [
    ['ann', 'Came'],
    ['bob', 'Came'],
    ['cid', 'Came'],
    ['ann', '$guide_seen'],
    ['bob', 'Built'],
    ['cid', 'Built'],
    ['ann', 'Built'],
    ['bob', '$guide_seen'],
  ] as const
  for (const [i, [userId, event]] of moments.entries()) {
    const timestamp = new Date(at(100 - i)).toISOString()
    const messageId = `told-${i}`
    for (const env of ['told-later', 'told-always'])
      await log.append([sentTo(env, { userId, event, properties, timestamp, messageId })])
    await settled(log)
  }
  await later('told-later', [both])
  await untilReady(log, 'told-later', { names: ['milestone/both'] })
  for (const [who, event] of [
    ['ann', 'Built'],
    ['bob', '$guide_seen'],
  ] as const) {
    const lived = (await stateOf(`told-always/u/${who}`))?.mile.both
    const told = (await stateOf(`told-later/u/${who}`))?.mile.both
    expect(lived).toMatchObject({ by: { event } })
    const plainly = (mile: typeof lived) => ({ ...mile, by: { ...mile?.by, person: who } })
    expect(plainly(told)).toEqual(plainly(lived))
  }
  expect((await stateOf('told-later/u/cid'))?.mile.both?.reached).toBeUndefined()
})

test('what a feature counts as a use from now on counts in the past, too, and what it counts no more does not', async () => {
  const { log } = place
  const publish = await begin('uses')
  const reports = (...events: readonly string[]) =>
    ({ kind: 'feature', id: 'reports', used: events.map((event) => ({ event })) }) as const
  const used = { did: { feature: 'reports', count: { gte: 2 } } } as const
  const users = { kind: 'segment', id: 'users', level: 'person', rule: used } as const
  const usedTwice = { ...twice, started: { did: { feature: 'reports' } }, reached: used } as const
  await publish('uses', [reports('Exported'), users, usedTwice])
  await untilReady(log, 'uses', { names: ['segment/users', 'milestone/twice'] })
  const [first, second] = [at(500), at(300)]
  for (const [event, time] of [
    ['Exported', first],
    ['Viewed', second],
  ] as const) {
    const timestamp = new Date(time).toISOString()
    await log.append([sentTo('uses', { userId: 'ann', event, timestamp })])
    await settled(log)
  }
  expect((await stateOf('uses/u/ann'))?.mile.twice).toEqual({ started: first })
  await publish('uses', [reports('Exported', 'Viewed')])
  await untilReady(log, 'uses', { names: ['feature/reports'], version: 2 })
  const both = await stateOf('uses/u/ann')
  expect(both?.mile.twice).toMatchObject({ reached: second, by: { event: 'Viewed', at: second } })
  expect(both?.seg.users).toBeDefined()
  await publish('uses', [reports('Viewed')])
  await untilReady(log, 'uses', { names: ['feature/reports'], version: 3 })
  const one = await stateOf('uses/u/ann')
  expect(one?.mile.twice).toMatchObject({ reached: second })
  expect(one?.seg).toEqual({})
})
