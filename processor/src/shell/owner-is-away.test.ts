import { createLogger, createMetrics } from '@waymark/runtime'
import { partitionOf, subjectKey } from '@waymark/schemas'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createProcessor } from './processor.ts'
import { definitionRecord, eventRecord, readState, temporaryLog } from './processor-under-test.ts'

const dayMs = 86_400_000

const silent = (id: string, level: 'person' | 'account') => ({
  kind: 'segment',
  id,
  level,
  rule: { not: { did: { event: 'Login', within: '1d' } } },
})

/** An id that lies in this of two partitions. */
const idIn = (partition: number, kind: 'user' | 'account'): string => {
  for (let i = 0; ; i++)
    if (partitionOf(subjectKey('test', kind, `s${i}`), 2) === partition) return `s${i}`
}

test('while an owner of other partitions is away people have their deadlines all the same; accounts, whose members may lie there, wait for it', async () => {
  const place = await temporaryLog(2)
  onTestFinished(() => place[Symbol.asyncDispose]())
  const { log, dir } = place
  /** Two days ahead of the log: whatever falls due within a day is due at once. */
  const start = async (partition: number): Promise<void> => {
    const processor = createProcessor(
      { cacheDir: `${dir}/of-${partition}`, coalesceMs: 5, partitions: [partition] },
      {
        log,
        clock: () => Date.now() + 2 * dayMs,
        logger: createLogger({ logLevel: 'silent' }),
        metrics: createMetrics(),
      },
    )
    await processor.start()
    onTestFinished(() => processor.stop())
  }
  const fallenSilent = async (): Promise<readonly string[]> =>
    (await readState(log)).transitions.flatMap((one) =>
      one.t === 'segment' && one.is && one.at > Date.now() + dayMs / 2 ? [one.id] : [],
    )
  await log.append([
    definitionRecord(silent('silent-person', 'person')),
    definitionRecord(silent('silent-account', 'account')),
  ])
  await start(0)
  const event = { event: 'Login', context: { groupId: idIn(0, 'account') } }
  await log.append([
    eventRecord({ userId: idIn(0, 'user'), ...event }),
    eventRecord({ userId: idIn(1, 'user'), ...event }),
  ])
  await vi.waitFor(async () => expect(await fallenSilent()).toEqual(['silent-person']), 20_000)

  await start(1)
  await vi.waitFor(
    async () =>
      expect((await fallenSilent()).toSorted()).toEqual([
        'silent-account',
        'silent-person',
        'silent-person',
      ]),
    20_000,
  )
})
