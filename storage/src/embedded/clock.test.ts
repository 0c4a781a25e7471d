import { expect, test } from 'vitest'
import { readAll } from '../contract/event-log-under-test.ts'
import { createEmbeddedLog } from './index.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const at = Date.UTC(2026, 0, 1)
const month = 30 * 86_400_000

const datesOf = async (clock: readonly number[]) => {
  await using directory = await temporaryDirectory()
  const setBack: number[] = []
  let now = 0
  const open = () =>
    createEmbeddedLog(
      { dir: directory.dir, partitions: 1 },
      { now: () => now, onSetBack: (ms) => setBack.push(ms) },
    )
  let log = await open()
  for (now of clock) {
    await log.append([{ topic: 'events', key: 'k', value: null }])
    await log.close()
    log = await open()
  }
  const records = await readAll(log, 'events', clock.length)
  await log.close()
  return { dates: records.map((one) => one.at - at), setBack }
}

test('a clock that was ahead once does not date for good: what comes once it is right is dated right, and it is told', async () => {
  const { dates, setBack } = await datesOf([at, at + month, at + 5, at + 6])
  expect(dates).toEqual([0, month, 5, 6])
  expect(setBack).toEqual([month - 5])
})

test('a clock that is corrected by a little holds still until time has come up to it', async () => {
  const { dates, setBack } = await datesOf([at, at + 900, at + 100, at + 950])
  expect(dates).toEqual([0, 900, 900, 950])
  expect(setBack).toEqual([])
})
