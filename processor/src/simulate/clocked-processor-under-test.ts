import { join } from 'node:path'
import { createLogger, createMetrics } from '@waymark/runtime'
import { type SubjectKey, subjectKey } from '@waymark/schemas'
import { type EventLog, type LogRecord, type NewRecord, readRange } from '@waymark/storage'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { createEnvelopeReader } from '../shell/newest-epoch.ts'
import { createProcessor } from '../shell/processor.ts'
import { definitionRecord, settled, temporaryDirectory } from '../shell/processor-under-test.ts'
import type { Delivery, ToldTransition } from './happening.ts'

/** What each subject went through, in order. */
export type Lives = ReadonlyMap<SubjectKey, readonly ToldTransition[]>

/** Somebody who does something whenever another is to be woken: the processor looks at its clock when something arrives. */
const ticker = subjectKey('test', 'user', 'ticker')

let ticks = 0

const tick = (at: number): NewRecord => {
  ticks++
  const header = `{"v":1,"kind":"live","env":"test","source":"server","received":${at},"skew":0}`
  const event = `{"type":"track","event":"Tick","userId":"ticker","messageId":"tick-${ticks}"}`
  return { topic: 'events', key: ticker, value: Buffer.from(`${header}\n[${event}]`) }
}

/** Follows what the log says: the lives, and when somebody is to be woken next. Each look reads what has come since the last one. */
const followLives = (log: EventLog) => {
  const lives = new Map<SubjectKey, ToldTransition[]>()
  const dues = new Map<SubjectKey, number>()
  const read = Array.from({ length: log.partitions }, () => 0)
  const envelopeOf = createEnvelopeReader()
  const take = (record: LogRecord): void => {
    const envelope = envelopeOf(record)
    if (!envelope || envelope.s === ticker) return
    dues.set(envelope.s, envelope.due ?? Number.POSITIVE_INFINITY)
    const told = envelope.t.filter((one): one is ToldTransition => one.t !== 'owed')
    if (told.length > 0) lives.set(envelope.s, [...(lives.get(envelope.s) ?? []), ...told])
  }
  return {
    lives,
    /** When somebody is to be woken next, as the log says it now. */
    due: async (): Promise<number> => {
      for (const [partition, to] of (await log.ends('state')).entries()) {
        await readRange(log, { topic: 'state', partition, from: read[partition] ?? 0, to }, take)
        read[partition] = to
      }
      return Math.min(Number.POSITIVE_INFINITY, ...dues.values())
    },
  }
}

/**
 * Lives a history in a real processor on a real embedded log, whose clocks are moved by hand: from each record to the next, by
 * way of every deadline between them.
 */
export const liveInProcessor = async (
  documents: readonly { readonly kind: string; readonly id: string }[],
  deliveries: readonly Delivery[],
  until: number,
): Promise<Lives> => {
  await using place = await temporaryDirectory()
  let now = (deliveries[0]?.at ?? 1) - 1
  const clock = (): number => now
  const config = { dir: join(place.dir, 'log'), partitions: 4, retainEveryMs: 0 }
  const log = await createEmbeddedLog(config, { now: clock })
  const processor = createProcessor(
    { cacheDir: place.dir, coalesceMs: 1 },
    { log, clock, logger: createLogger({ logLevel: 'silent' }), metrics: createMetrics() },
  )
  await using cleanUp = new AsyncDisposableStack()
  cleanUp.defer(log.close)
  await log.append(documents.map(definitionRecord))
  cleanUp.defer(processor.stop)
  await processor.start()
  const told = followLives(log)
  /** Resolves once all that is due has happened and been told to whom it concerns; with what is due next. */
  const rested = async (): Promise<number> => {
    for (let calm = 0; ; ) {
      await settled(log)
      const due = await told.due()
      calm = due > now ? calm + 1 : 0
      // Twice: what fell due between the looks has been told by the second one.
      if (calm > 1) return due
    }
  }
  const passTo = async (instant: number): Promise<void> => {
    for (let due = await rested(); due <= instant; due = await rested()) {
      now = due
      await log.append([tick(now)])
    }
    now = Math.max(now, instant)
  }
  for (const { key, value, at } of deliveries) {
    await passTo(at)
    await log.append([{ topic: 'events', key, value }])
  }
  await passTo(until)
  await rested()
  return told.lives
}
