import { markKey, type StateEnvelope } from '@waymark/schemas'
import { type EventLog, readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { temporaryLog } from './processor-under-test.ts'
import { routerGroup, startRouter } from './router.ts'
import { encodeMark } from './state-codec.ts'

const takeOver = async (log: EventLog, owner: string): Promise<number> => {
  const value = encodeMark({ v: 1, mark: owner })
  const [position] = await log.append([{ topic: 'state', key: markKey, partition: 0, value }])
  return position?.offset ?? -1
}

/** A state in which a person owes an account something. */
const owe = async (log: EventLog, e: number, to: string): Promise<void> => {
  const s = 'test/u/ann'
  const debt = { k: 'left', person: s } as const
  const envelope: StateEnvelope = { v: 1, s, n: 1, e, at: 1, t: [{ t: 'owed', at: 1, to, debt }] }
  const value = Buffer.from(`${JSON.stringify(envelope)}\n{"dec":[],"mile":[]}\n{}`)
  await log.append([{ topic: 'state', key: s, partition: 0, value }])
}

/** The router, until it has carried all that is on `state` now. */
const route = async (log: EventLog): Promise<void> => {
  const router = await startRouter({ log, partitions: undefined })
  const ends = await log.ends('state')
  const committed = () => log.committed(routerGroup, 'state')
  await expect.poll(committed).toEqual(ends)
  await router.stop()
}

const creditors = async (log: EventLog): Promise<readonly string[]> => {
  const found: string[] = []
  await readRange(log, { topic: 'relay' }, ({ key }) => found.push(key))
  return found
}

test('a router that was started again carried the late debt of a replaced owner that lay first behind its position', async () => {
  await using place = await temporaryLog(1)
  const { log } = place
  const old = await takeOver(log, 'old')
  const next = await takeOver(log, 'next')
  await owe(log, next, 'test/g/right')
  await route(log)
  await owe(log, old, 'test/g/late')
  await owe(log, next, 'test/g/also-right')
  await route(log)
  expect(await creditors(log)).toEqual(['test/g/right', 'test/g/also-right'])
})

test('a router that was started again took a replaced owner at its word while its successor was still silent', async () => {
  await using place = await temporaryLog(1)
  const { log } = place
  const old = await takeOver(log, 'old')
  await owe(log, old, 'test/g/right')
  await takeOver(log, 'next')
  await route(log)
  await owe(log, old, 'test/g/late')
  await route(log)
  expect(await creditors(log)).toEqual(['test/g/right'])
})
