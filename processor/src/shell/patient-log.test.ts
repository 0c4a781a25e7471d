import { createLogger } from '@waymark/runtime'
import { StorageError, type StorageErrorCode } from '@waymark/storage'
import { expect, test } from 'vitest'
import { openTestLog } from '../notify/test-log.ts'
import { createPatientLog } from './patient-log.ts'

const record = { topic: 'events', key: 'test/u/ann', value: Buffer.from('x') } as const

/** The real log, away for the first calls. */
const openSulking = async (times: number, code: StorageErrorCode, repeatsUnknown = false) => {
  const world = await openTestLog()
  let failures = 0
  const sulk = async (): Promise<void> => {
    if (failures++ >= times) return
    throw new StorageError('the disk sulks', { code, retryable: code === 'disk_full' })
  }
  const log = {
    ...world.log,
    append: async (...args: Parameters<typeof world.log.append>) => {
      await sulk()
      return world.log.append(...args)
    },
    commit: async (...args: Parameters<typeof world.log.commit>) => {
      await sulk()
      return world.log.commit(...args)
    },
  }
  const logger = createLogger({ logLevel: 'silent' })
  const patient = createPatientLog({ log, logger, random: () => 0, repeatsUnknown })
  return { ...world, patient, failures: () => failures }
}

test('what cannot be written for a while is written later, once', async () => {
  await using world = await openSulking(2, 'disk_full')
  await world.patient.log.append([record])
  expect(world.failures()).toBe(3)
  expect((await world.log.ends('events')).reduce((sum, end) => sum + end, 0)).toBe(1)
})

test('a position is stored as soon as it can be', async () => {
  await using world = await openSulking(1, 'disk_full')
  await world.patient.log.commit('readers', 'events', 0, 7)
  expect((await world.log.committed('readers', 'events'))[0]).toBe(7)
})

test('nobody waits for what waiting does not mend', async () => {
  await using world = await openSulking(1, 'corrupt')
  await expect(world.patient.log.append([record])).rejects.toMatchObject({ code: 'corrupt' })
})

test('who stops hears of the failure at once', async () => {
  await using world = await openSulking(1000, 'disk_full')
  const writing = world.patient.log.append([record])
  world.patient.stop()
  await expect(writing).rejects.toMatchObject({ code: 'disk_full' })
})

test('what may have been written is written again only for those whom it does not harm', async () => {
  await using harmed = await openSulking(1, 'unknown_outcome')
  await expect(harmed.patient.log.append([record])).rejects.toMatchObject({
    code: 'unknown_outcome',
  })
  await using unharmed = await openSulking(1, 'unknown_outcome', true)
  await unharmed.patient.log.append([record])
  expect(unharmed.failures()).toBe(2)
})
