import { partitionOf } from '@waymark/schemas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recordLimits } from '../check-records.ts'
import type { EventLog, NewRecord, Position } from '../event-log.ts'
import {
  byPartition,
  bytes,
  event,
  type MakeLog,
  PARTITIONS,
  readAll,
  text,
  texts,
} from './event-log-under-test.ts'

export const appendContract = (makeLog: MakeLog): void => {
  describe('append', () => {
    test('gives records of one call ascending offsets per partition, in the order given', async () => {
      await using made = await makeLog()
      const positions = await made.log.append([event('a', 0), event('b', 1), event('c', 0)])
      expect(positions.map(({ partition }) => partition)).toEqual([0, 1, 0])
      expect(positions[2]?.offset).toBeGreaterThan(positions[0]?.offset ?? 0)
      expect(positions.every(({ topic }) => topic === 'events')).toBe(true)
    })

    test('puts a record where its key belongs unless it names a partition', async () => {
      await using made = await makeLog()
      const key = 'prod/u/Grace Hopper ☃'
      const [spread, named, single] = await made.log.append([
        { topic: 'facts', key, value: bytes('x') },
        { topic: 'facts', key, value: bytes('x'), partition: 2 },
        { topic: 'control', key, value: bytes('x') },
      ])
      expect(spread?.partition).toBe(partitionOf(key, PARTITIONS))
      expect(named?.partition).toBe(2)
      expect(single?.partition).toBe(0)
    })

    test('refuses a partition that the topic does not have', async () => {
      await using made = await makeLog()
      await expect(made.log.append([event('a', PARTITIONS)])).rejects.toMatchObject({
        code: 'rejected',
      })
      await expect(
        made.log.append([{ topic: 'control', key: 'k', value: null, partition: 1 }]),
      ).rejects.toMatchObject({ code: 'rejected' })
    })

    test('keeps key, bytes, deletion and emptiness as they were', async () => {
      await using made = await makeLog()
      const every = Uint8Array.from({ length: 256 }, (_, i) => i)
      await made.log.append([
        { topic: 'control', key: 'prod/u/ünïcode/☃/🎉', value: every },
        { topic: 'control', key: 'gone', value: null },
        { topic: 'control', key: '', value: new Uint8Array() },
      ])
      const records = await readAll(made.log, 'control', 3)
      expect(records.map(({ key }) => key)).toEqual(['prod/u/ünïcode/☃/🎉', 'gone', ''])
      expect(Uint8Array.from(records[0]?.value ?? [])).toEqual(every)
      expect(records[1]?.value).toBeNull()
      expect(records[2]?.value).toHaveLength(0)
      expect(records[2]?.value).not.toBeNull()
    })

    test('dates records by its own clock', async () => {
      await using made = await makeLog()
      const before = Date.now()
      for (const value of ['a', 'b', 'c']) await made.log.append([event(value)])
      const after = Date.now()
      const dates = (await readAll(made.log, 'events', 3)).map(({ at }) => at)
      expect(dates).toEqual([...dates].sort((a, b) => a - b))
      expect(dates[0]).toBeGreaterThanOrEqual(before)
      expect(dates[2]).toBeLessThanOrEqual(after)
    })

    test('has nothing to do for no records', async () => {
      await using made = await makeLog()
      expect(await made.log.append([])).toEqual([])
    })

    test('takes a value as large as the limit and refuses a larger one without writing its neighbours', async () => {
      await using made = await makeLog()
      const largest = new Uint8Array(recordLimits.valueBytes).fill(7)
      const tooLarge = new Uint8Array(recordLimits.valueBytes + 1)
      await expect(
        made.log.append([event('neighbour'), { topic: 'events', key: 'k', value: tooLarge }]),
      ).rejects.toMatchObject({ code: 'too_large', retryable: false })
      await expect(
        made.log.append([{ topic: 'events', key: 'k'.repeat(2000), value: null }]),
      ).rejects.toMatchObject({ code: 'too_large' })
      await made.log.append([{ topic: 'events', key: 'k', value: largest, partition: 0 }])
      const records = await readAll(made.log, 'events', 1)
      expect(records).toHaveLength(1)
      expect(Buffer.compare(records[0]?.value ?? new Uint8Array(), largest)).toBe(0)
    })

    test('writes several topics in one call and answers in the order given', async () => {
      await using made = await makeLog()
      const records: readonly NewRecord[] = [
        { topic: 'facts', key: 'k', value: bytes('fact 1'), partition: 1 },
        { topic: 'state', key: 'k', value: bytes('state'), partition: 1 },
        { topic: 'facts', key: 'k', value: bytes('fact 2'), partition: 1 },
      ]
      const positions = await made.log.append(records, { atomic: true })
      expect(positions.map(({ topic }) => topic)).toEqual(['facts', 'state', 'facts'])
      expect(texts(await readAll(made.log, 'facts', 2))).toEqual(['fact 1', 'fact 2'])
      expect(texts(await readAll(made.log, 'state', 1))).toEqual(['state'])
    })

    test('does not lose or swap anything of many appends at once', async () => {
      await using made = await makeLog()
      await concurrentAppendsLaw(made.log)
    })

    test('keeps everything over a restart and goes on behind it', async () => {
      await using made = await makeLog()
      await made.log.append([event('a'), event('b')])
      const log = await made.reopen()
      const [position] = await log.append([event('c')])
      const records = await readAll(log, 'events', 3)
      expect(texts(records)).toEqual(['a', 'b', 'c'])
      expect(records[2]?.offset).toBe(position?.offset)
    })

    test('says that it can write', async () => {
      await using made = await makeLog()
      await expect(made.log.check()).resolves.toBeUndefined()
    })
  })
}

/** What is read back per partition is what was appended there, in the order of the positions. */
const concurrentAppendsLaw = async (log: EventLog): Promise<void> => {
  let total = 0
  const appended = new Map<string, string>()
  const at = ({ partition, offset }: Position): string => `${partition}/${offset}`
  const call = fc.array(
    fc.record({ key: fc.string({ maxLength: 20 }), size: fc.integer({ min: 0, max: 3000 }) }),
    { maxLength: 8 },
  )
  const run = async (calls: readonly (readonly { key: string; size: number }[])[]) => {
    await Promise.all(
      calls.map(async (ofCall) => {
        const records = ofCall.map(({ key, size }): NewRecord => {
          total += 1
          return { topic: 'events', key, value: bytes(`${key}#${total}#`.padEnd(size, 'x')) }
        })
        const positions = await log.append(records)
        records.forEach(({ value }, i) => {
          const position = positions[i] as Position
          expect(appended.has(at(position))).toBe(false)
          appended.set(at(position), Buffer.from(value ?? []).toString('utf8'))
        })
        for (const [i, { partition, offset }] of positions.entries()) {
          const earlier = positions.slice(0, i).filter((other) => other.partition === partition)
          expect(earlier.every((other) => other.offset < offset)).toBe(true)
        }
      }),
    )
    const read = await readAll(log, 'events', total)
    expect(read).toHaveLength(total)
    for (const record of read) expect(text(record)).toBe(appended.get(at(record)))
    for (const records of byPartition(read)) {
      const offsets = records.map(({ offset }) => offset)
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
    }
  }
  await fc.assert(fc.asyncProperty(fc.array(call, { maxLength: 12 }), run), { numRuns: 12 })
}
