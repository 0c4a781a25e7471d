import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventLog, LogRecord } from '../event-log.ts'
import { followTopic } from '../follow-topic.ts'
import { type Range, readRange, readRanges } from '../read-range.ts'
import { event, type MakeLog, text } from './event-log-under-test.ts'

const textsOf = async (log: EventLog, range: Range): Promise<readonly (string | null)[]> => {
  const found: (string | null)[] = []
  await readRange(log, range, (record) => found.push(text(record)))
  return found
}

const fill = async (log: EventLog, partition: number, count: number): Promise<readonly number[]> =>
  (
    await log.append(Array.from({ length: count }, (_, i) => event(`${partition}/${i}`, partition)))
  ).map(({ offset }) => offset)

const rangeContract = (makeLog: MakeLog): void => {
  describe('reading to an end', () => {
    test('gives what a partition held when it was asked, and waits for nothing that comes meanwhile', async () => {
      await using made = await makeLog()
      await made.log.append([event('a', 1), event('elsewhere', 0), event('b', 1)])
      const appending: Promise<unknown>[] = []
      const found: LogRecord[] = []
      await readRange(made.log, { topic: 'events', partition: 1 }, (record) => {
        found.push(record)
        appending.push(made.log.append([event('late', 1)]))
      })
      await Promise.all(appending)
      expect(found.map(text)).toEqual(['a', 'b'])
    })

    test('gives nothing of what is empty, or where it begins behind the end', async () => {
      await using made = await makeLog()
      expect(await textsOf(made.log, { topic: 'control' })).toEqual([])
      await fill(made.log, 0, 2)
      const range = { topic: 'events', partition: 0 } as const
      const end = (await made.log.ends('events'))[0] ?? 0
      for (const from of [end, end + 5])
        expect(await textsOf(made.log, { ...range, from })).toEqual([])
      expect(await textsOf(made.log, { ...range, limit: 0 })).toEqual([])
    })

    test('gives exactly the offsets of a range, at most so many as wanted', async () => {
      await using made = await makeLog()
      const offsets = await fill(made.log, 0, 40)
      const place = fc.integer({ min: 0, max: offsets.length })
      const law = async (a: number, b: number, limit: number | undefined): Promise<void> => {
        const offset = (i: number): number => offsets[i] ?? (offsets.at(-1) ?? 0) + 1
        const range = { topic: 'events', partition: 0, from: offset(a), to: offset(b) } as const
        const found = await textsOf(made.log, {
          ...range,
          ...(limit === undefined ? {} : { limit }),
        })
        const all = offsets.map((_, i) => `0/${i}`).slice(a, Math.max(a, b))
        expect(found).toEqual(all.slice(0, limit))
      }
      const limits = fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined })
      await fc.assert(fc.asyncProperty(place, place, limits, law), { numRuns: 12 })
    })

    test('gives ranges of several partitions together', async () => {
      await using made = await makeLog()
      const [first, second] = [await fill(made.log, 0, 3), await fill(made.log, 2, 3)]
      const stretches = [
        { partition: 0, from: first[1] ?? 0, to: (first[2] ?? 0) + 1 },
        { partition: 1, from: 0, to: 0 },
        { partition: 2, from: 0, to: second[1] ?? 0 },
      ]
      const found: (string | null)[] = []
      await readRanges(made.log, { topic: 'events', stretches }, (record) =>
        found.push(text(record)),
      )
      expect(found.toSorted()).toEqual(['0/1', '0/2', '2/0'])
    })

    test('fails with what the taker throws', async () => {
      await using made = await makeLog()
      await fill(made.log, 0, 1)
      const reading = readRange(made.log, { topic: 'events' }, () => {
        throw new Error('indigestible')
      })
      await expect(reading).rejects.toThrow('indigestible')
    })
  })
}

const followContract = (makeLog: MakeLog): void => {
  describe('following a topic', () => {
    test('has caught up when all that was there has been applied, and goes on', async () => {
      await using made = await makeLog()
      for (const partition of [0, 2]) await fill(made.log, partition, 25)
      const found: (string | null)[] = []
      const following = await followTopic(made.log, 'events', ({ records }) => {
        found.push(...records.map(text))
      })
      await following.caughtUp
      expect(found).toHaveLength(50)
      await made.log.append([event('new', 1)])
      await expect.poll(() => found.at(-1)).toBe('new')
      await following.stop()
      await following.done
    })

    test('has caught up with nothing at once', async () => {
      await using made = await makeLog()
      const following = await followTopic(made.log, 'control', () => undefined)
      await following.caughtUp
      await following.stop()
    })

    test('never catches up where what is applied breaks: it says so', async () => {
      await using made = await makeLog()
      await fill(made.log, 0, 1)
      const following = await followTopic(made.log, 'events', () => {
        throw new Error('indigestible')
      })
      const broken = expect(following.done).rejects.toThrow('indigestible')
      await expect(following.caughtUp).rejects.toThrow('indigestible')
      await broken
    })
  })
}

export const readContract = (makeLog: MakeLog): void => {
  rangeContract(makeLog)
  followContract(makeLog)
}
