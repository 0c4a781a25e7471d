import { setTimeout as pause } from 'node:timers/promises'
import { subjectKey } from '@waymark/schemas'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { ownDirectory } from '../setting/clean-up.ts'

const everyMs = 20

/** The embedded log alone: from the call of `append` to the subscriber, ms each. */
export const measureLogRoundTrips = async (seconds: number): Promise<readonly number[]> => {
  const directory = ownDirectory()
  const log = await createEmbeddedLog({ dir: directory.path })
  const times: number[] = []
  let sentAt = 0
  let seen = Promise.withResolvers<void>()
  const subscription = await log.subscribe({
    topics: ['state'],
    from: () => 0,
    onBatch: () => {
      times.push(performance.now() - sentAt)
      seen.resolve()
    },
  })
  const value = Buffer.alloc(2000, 'x')
  const end = performance.now() + seconds * 1000
  for (let n = 0; performance.now() < end; n++) {
    seen = Promise.withResolvers()
    sentAt = performance.now()
    await log.append([{ topic: 'state', key: subjectKey('production', 'user', `u-${n}`), value }])
    await seen.promise
    await pause(everyMs)
  }
  await subscription.stop()
  await log.close()
  directory.remove()
  return times
}
