import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readAll } from '../contract/event-log-under-test.ts'
import type { LogRecord } from '../event-log.ts'
import { createEmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const child = fileURLToPath(new URL('crashing-writer.child.ts', import.meta.url))

interface Acknowledged {
  readonly text: string
  /** `partition/offset` in `events`. */
  readonly event: string
  /** Offset in `state`. */
  readonly state: number
}

/** Lets a process write until it has acknowledged that many appends, then kills it in the middle of the next ones. */
const writeAndCrash = async (
  dir: string,
  run: number,
  count: number,
): Promise<readonly Acknowledged[]> => {
  const writer = spawn(process.execPath, [child, dir, `${run}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const acknowledged: Acknowledged[] = []
  for await (const line of createInterface({ input: writer.stdout })) {
    const [text, event, state] = line.split(' ')
    // The last line may be cut off by the crash.
    if (text && event && state) acknowledged.push({ text, event, state: Number(state) })
    if (acknowledged.length === count) writer.kill('SIGKILL')
  }
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit')
  return acknowledged
}

const textOf = ({ value }: LogRecord): string =>
  Buffer.from(value ?? [])
    .toString()
    .replace(/\.*$/, '')

const total = (ends: readonly number[]): number => ends.reduce((sum, end) => sum + end, 0)

describe('the embedded log when its process is killed', () => {
  test('keeps every acknowledged record, whole and in its place, over several crashes under load', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    const acknowledged: Acknowledged[] = []
    for (let run = 0; run < 4; run++) {
      acknowledged.push(...(await writeAndCrash(dir, run, 500 + run * 700)))
    }
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    const events = await readAll(log, 'events', total(await log.ends('events')))
    const byPlace = new Map(
      events.map((record) => [`${record.partition}/${record.offset}`, record]),
    )
    expect(byPlace.size).toBe(events.length)
    for (const { text, event } of acknowledged) {
      const record = byPlace.get(event)
      expect(record && textOf(record)).toBe(text)
      expect(record?.key).toBe(text)
    }
    expect(new Set(events.map(textOf)).size, 'nothing is there twice').toBe(events.length)
    await log.close()
  })

  test('knows the newest record of every key afterwards', async () => {
    await using directory = await temporaryDirectory()
    const { dir } = directory
    for (let run = 0; run < 3; run++) await writeAndCrash(dir, run, 1500)
    const log = await createEmbeddedLog({ dir, partitions: 3 })
    const newest = new Map<string, number>()
    const [end = 0] = await log.ends('state')
    let next = 0
    const reading = await log.subscribe({
      topics: ['state'],
      partitions: [0],
      from: () => 0,
      onBatch: (batch) => {
        for (const { key, offset } of batch.records) newest.set(key, offset)
        next = batch.next
      },
    })
    await expect.poll(() => next).toBe(end)
    await reading.stop()
    expect(newest.size).toBe(50)
    for (const [key, offset] of newest) expect(log.latest('state', key, 0)?.offset).toBe(offset)
    await log.close()
  })
})
