import { setTimeout as pause } from 'node:timers/promises'
import type { EventLog } from '@waymark/storage'
import { expect, test } from 'vitest'
import { startProcessor, temporaryLog } from './processor-under-test.ts'

/** A log that refuses the take-over of partition 0 at once and grants the others slowly. */
const refusingFirst = (log: EventLog) => {
  let appending = 0
  const append: EventLog['append'] = async (records, options) => {
    if (records[0]?.partition === 0) throw new Error('refused')
    appending++
    await pause(50)
    const positions = await log.append(records, options)
    appending--
    return positions
  }
  return { log: { ...log, append }, appending: () => appending }
}

test('a processor whose start fails leaves nothing running that would write into a closed cache', async () => {
  await using place = await temporaryLog(3)
  const mortal = refusingFirst(place.log)
  await expect(startProcessor(mortal.log, place.dir)).rejects.toThrow('refused')
  expect(mortal.appending()).toBe(0)
  const processor = await startProcessor(place.log, place.dir)
  await processor.stop()
})
