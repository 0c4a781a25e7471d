import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, createMetrics } from '@waymark/runtime'
import { partitionOf } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import { expect, test } from 'vitest'
import { createProcessor } from '../shell/processor.ts'
import {
  definitionRecord,
  eventRecord,
  readState,
  settled,
  temporaryLog,
} from '../shell/processor-under-test.ts'

const quiet = createLogger({ logLevel: 'silent' })

/** The log of a process that hears of definitions only once somebody has told it something. */
const lateReader = (log: EventLog): EventLog => {
  const told = Promise.withResolvers<void>()
  let hasStarted = false
  return {
    ...log,
    partitions: log.partitions,
    subscribe: (options) => {
      const isDefinitions = options.topics.includes('definitions')
      if (!isDefinitions) hasStarted = true
      return log.subscribe({
        ...options,
        onBatch: async (batch) => {
          if (isDefinitions && hasStarted) await told.promise
          const handled = options.onBatch(batch)
          if (batch.topic !== 'relay' || batch.records.length === 0) return handled
          // Who does not wait has folded it by then.
          await Promise.race([handled, pause(300)])
          told.resolve()
          await handled
        },
      })
    },
  }
}

const startOwner = async (log: EventLog, cacheDir: string, partition: number) => {
  const processor = createProcessor(
    { cacheDir, partitions: [partition], coalesceMs: 5 },
    { log, clock: Date.now, logger: quiet, metrics: createMetrics() },
  )
  await processor.start()
  return processor
}

/** The first of such names that lies in a partition. */
const nameIn = (partition: number, kind: 'u' | 'g'): string => {
  for (let i = 0; ; i++) if (partitionOf(`test/${kind}/n${i}`, 2) === partition) return `n${i}`
}

const reached = (event: string) => ({
  kind: 'milestone',
  id: event.toLowerCase(),
  level: 'account',
  order: 1,
  reached: { did: { event } },
})

test('an owner that reads definitions later than another drops nothing of what it is told by them', async () => {
  await using place = await temporaryLog(2)
  const { log, dir } = place
  const [userId, groupId] = [nameIn(0, 'u'), nameIn(1, 'g')]
  const did = (event: string) => eventRecord({ userId, event, context: { groupId } })
  const early = await startOwner(log, `${dir}/early`, 0)
  const late = await startOwner(lateReader(log), `${dir}/late`, 1)
  try {
    await log.append([definitionRecord(reached('Built'))])
    while (early.definitions().read() === 0) await new Promise(setImmediate)
    await log.append([did('Built')])
    await settled(log)
    const account = (await readState(log)).states.get(`test/g/${groupId}`)
    expect(Object.keys(account?.mile ?? {})).toEqual(['built'])
  } finally {
    await early.stop()
    await late.stop()
  }
})
