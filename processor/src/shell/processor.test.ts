import { join } from 'node:path'
import type { Transition } from '@waymark/schemas'
import type { EventLog, NewRecord } from '@waymark/storage'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountState } from '../fold/state.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  startProcessor,
  temporaryLog,
  workerIn,
} from './processor-under-test.ts'

const definitions = [
  {
    kind: 'milestone',
    id: 'installed',
    level: 'account',
    order: 1,
    reached: { did: { event: 'Data Received', count: { gte: 5 } } },
  },
  { kind: 'endpoint', id: 'hook', type: 'webhook', url: 'https://crm.example/hook' },
  {
    kind: 'pql',
    id: 'ready',
    level: 'account',
    milestones: ['installed'],
    alert: { to: ['hook'] },
  },
  {
    kind: 'segment',
    id: 'members-of-ready',
    level: 'person',
    rule: { account: { pql: { id: 'ready' } } },
  },
]

const ofKind = <T extends Transition['t']>(list: readonly Transition[], t: T) =>
  list.filter((transition): transition is Extract<Transition, { t: T }> => transition.t === t)

const acme = (userId: string, event: string): NewRecord =>
  eventRecord({ userId, event, context: { groupId: 'acme' } })

test('an event of a member moves the account, and the account moves its members', async () => {
  await using place = await temporaryLog()
  const { log, dir } = place
  await log.append(definitions.map(definitionRecord))
  const processor = await startProcessor(log, dir)
  for (const userId of ['ann', 'bob', 'cid'])
    await log.append([
      acme(userId, 'Login'),
      acme(userId, 'Data Received'),
      acme(userId, 'Data Received'),
    ])
  await settled(log)
  const { states, transitions } = await readState(log)
  await processor.stop()
  expect(ofKind(transitions, 'alert')).toHaveLength(1)
  expect(Object.keys((states.get('test/g/acme') as AccountState).members).sort()).toEqual([
    'test/u/ann',
    'test/u/bob',
    'test/u/cid',
  ])
  expect(ofKind(transitions, 'segment')).toHaveLength(3)
})

test('a poisonous record goes to the dead letters, and its neighbours are folded', async () => {
  await using place = await temporaryLog()
  const { log, dir } = place
  const processor = await startProcessor(log, dir)
  const poison: NewRecord = {
    topic: 'events',
    key: 'test/u/ann',
    value: Buffer.from('{"v":1,"kind":"live"}\n[{"type":'),
  }
  await log.append([
    eventRecord({ userId: 'ann', event: 'A' }),
    poison,
    eventRecord({ userId: 'ann', event: 'B' }),
  ])
  await log.append([{ topic: 'events', key: 'nonsense', value: Buffer.from('x') }])
  await settled(log)
  await processor.stop()
  expect(await log.ends('deadletter')).toEqual([2])
  expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 2 })
})

test('a message id that a client sends again counts once, also after a restart without the cache', async () => {
  await using place = await temporaryLog()
  const first = eventRecord({ userId: 'ann', event: 'A', messageId: 'the-same' })
  let processor = await startProcessor(place.log, join(place.dir, 'cache-1'))
  await place.log.append([first])
  await place.log.append([first])
  await settled(place.log)
  await processor.stop()
  processor = await startProcessor(place.log, join(place.dir, 'cache-2'))
  await place.log.append([first])
  await settled(place.log)
  await processor.stop()
  expect((await readState(place.log)).states.get('test/u/ann')).toMatchObject({ unsent: 1 })
})

describe('whatever is killed', () => {
  /** A log that dies before or after its n-th append of the processor. */
  const dying = (
    log: EventLog,
    { nth, done }: { readonly nth: number; readonly done: boolean },
  ): EventLog => {
    let left = nth
    return {
      ...log,
      append: async (records, options) => {
        left--
        if (left < 0) throw new Error('killed')
        if (left > 0) return log.append(records, options)
        if (done) await log.append(records, options)
        throw new Error('killed')
      },
    }
  }

  test('at any append, before it or after it, everything counts once and the alert goes out once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ nth: fc.integer({ min: 1, max: 12 }), done: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
        async (deaths) => {
          await using place = await temporaryLog(2)
          const { log, dir } = place
          await log.append(definitions.map(definitionRecord))
          const sent = ['ann', 'bob', 'cid', 'dan'].flatMap((userId) => [
            acme(userId, 'Data Received'),
            acme(userId, 'Data Received'),
          ])
          for (const death of deaths) {
            const mortal = dying(log, death)
            const processor = await startProcessor(mortal, dir).catch(() => undefined)
            const batch = sent.splice(0, 2)
            if (batch.length > 0) await log.append(batch)
            if (processor !== undefined) {
              await Promise.race([processor.failed.catch(() => undefined), settled(log)])
              await processor.stop().catch(() => undefined)
            }
          }
          if (sent.length > 0) await log.append(sent)
          const processor = await startProcessor(log, dir)
          await settled(log)
          await processor.stop()
          const { states, transitions } = await readState(log)
          const account = states.get('test/g/acme') as AccountState
          expect(
            Object.values(account.leaves).map((leaf) => ('n' in leaf ? leaf.n : undefined)),
          ).toEqual([8])
          expect(Object.values(account.members).reduce((sum, member) => sum + member.n, 0)).toBe(8)
          expect(ofKind(transitions, 'alert')).toHaveLength(1)
        },
      ),
      { numRuns: 25 },
    )
  }, 120_000)

  test('a paused old owner of a partition that wakes up overwrites nothing', async () => {
    await using place = await temporaryLog(1)
    const { log, dir } = place
    const worker = workerIn(log, dir)
    const old = worker('old')
    await old.takeOver()
    const [position] = await log.append([eventRecord({ userId: 'ann', event: 'A' })])
    const record = {
      ...(position ?? { topic: 'events' as const, partition: 0, offset: 0 }),
      at: Date.now(),
    }
    const batch = (offset: number, event: NewRecord) => ({
      topic: 'events' as const,
      partition: 0,
      next: offset + 1,
      records: [{ ...record, offset, key: event.key, value: event.value }],
    })

    const next = worker('next')
    await next.takeOver()
    await next.handle(batch(0, eventRecord({ userId: 'ann', event: 'A' })))
    await next.handle(batch(1, eventRecord({ userId: 'ann', event: 'B' })))
    await old.handle(batch(0, eventRecord({ userId: 'ann', event: 'A' })))
    await next.stop()
    await old.stop()
    const { states } = await readState(log)
    expect(states.get('test/u/ann')).toMatchObject({ unsent: 2 })

    const third = worker('third')
    await third.takeOver()
    await third.handle(batch(2, eventRecord({ userId: 'ann', event: 'C' })))
    await third.stop()
    expect((await readState(log)).states.get('test/u/ann')).toMatchObject({ unsent: 3 })
  })
})
