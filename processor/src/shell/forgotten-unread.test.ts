import { createLogger, createMetrics } from '@waymark/runtime'
import type { Topic } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { createEmbeddedLog, type EmbeddedLog } from '@waymark/storage/embedded'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createWaits } from '../backfill/wait-for-log.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  startProcessor,
  temporaryDirectory,
} from './processor-under-test.ts'
import { createSink } from './sink.ts'

const dayMs = 86_400_000

/** A log that forgets all it holds of what nobody has read, as after a week. */
const forgetful = async (): Promise<{
  log: EmbeddedLog
  dir: string
  aWeek: () => Promise<void>
}> => {
  const { dir, [Symbol.asyncDispose]: remove } = await temporaryDirectory()
  let later = 0
  const config = { dir, partitions: 2, retainEveryMs: 0 }
  const log = await createEmbeddedLog(config, { now: () => Date.now() + later })
  onTestFinished(async () => {
    await log.close()
    await remove()
  })
  const aWeek = async (): Promise<void> => {
    later += 8 * dayMs
    await log.retain()
    later = 0
  }
  return { log, dir, aWeek }
}

const inPartition = (partition: number, event: string) => ({
  ...eventRecord({ userId: `of-${partition}`, event }),
  partition,
})

const idle = {
  kind: 'segment',
  id: 'idle',
  level: 'person',
  rule: {
    all: [{ did: { event: 'Signed Up' } }, { since: { event: 'Signed Up', gte: '1s' } }],
  },
}

test('a processor has caught up although all that waited in a partition was forgotten and nothing comes behind it', async () => {
  const { log, dir, aWeek } = await forgetful()
  await log.append([inPartition(1, 'A'), inPartition(1, 'B')])
  await aWeek()
  expect(await log.starts('events')).toEqual([0, 2])

  const processor = await startProcessor(log, dir)
  onTestFinished(() => processor.stop())
  await processor.caughtUp()
  expect(await processor.behind()).toBe(0)

  await log.append([definitionRecord(idle), inPartition(0, 'Signed Up')])
  await vi.waitFor(
    async () =>
      expect((await readState(log)).transitions).toContainEqual(
        expect.objectContaining({ t: 'segment', id: 'idle', is: true }),
      ),
    { timeout: 20_000 },
  )
})

/** A database that is never asked for anything. */
const untouched: EventStore = new Proxy({} as EventStore, {
  get: (_, name) => () => {
    throw new Error(`${String(name)} was not expected`)
  },
})

test('whoever waits for the sink is not kept waiting by facts that were forgotten before it read them', async () => {
  const { log, aWeek } = await forgetful()
  await log.append([{ topic: 'facts', key: 'test/u/ann', partition: 1, value: Buffer.from('old') }])
  await aWeek()
  const sink = createSink(
    { factsEveryMs: 20, changesEveryMs: 20, snapshotsEveryMs: 20 },
    {
      ...{ log, store: untouched, clock: Date.now },
      logger: createLogger({ logLevel: 'silent' }),
      metrics: createMetrics(),
    },
  )
  await sink.start()
  onTestFinished(() => sink.stop())
  for (const partition of [0, 1])
    await log.commit(`taken-up-${partition}`, 'definitions' satisfies Topic, 0, 1)
  const asked = performance.now()
  const isWanted = (): boolean => performance.now() - asked < 10_000
  expect(await createWaits(log, 1).untilComplete(0, isWanted)).toBe(true)
})
