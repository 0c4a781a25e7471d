import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from '../benchmark.ts'
import { beside, besidePerSecond } from '../load/beside.ts'
import { populate } from '../load/populate.ts'
import type { Figure } from '../report/figure.ts'
import { type Memory, memoryOf } from '../server/memory.ts'
import { startUp, type Up } from '../server/start-up.ts'

const people = 100_000
const lookEveryMs = 500

/** The most that a process held while the work went on. */
const watchMemory = async (up: Up, work: () => Promise<void>): Promise<Memory> => {
  let most = memoryOf(up.pid)
  let over = false
  const working = work().finally(() => {
    over = true
  })
  while (!over) {
    const now = memoryOf(up.pid)
    if (now.anonymousBytes > most.anonymousBytes) most = now
    await pause(lookEveryMs)
  }
  await working
  return most
}

const megabytes = (
  label: string,
  bytes: number,
  budget?: Pick<Figure, 'must' | 'aim'>,
): Figure => ({
  label,
  value: bytes / 2 ** 20,
  unit: 'MB',
  better: 'less',
  ...budget,
})

export const memory: Benchmark = {
  name: 'memory',
  about: '`waymark up` with many people: what the process holds; --people N, 100,000 unless given',
  seconds: 20,
  run: async (stage) => {
    const { seconds, progress } = stage
    const count = stage.people ?? people
    await using up = await startUp(stage)
    const empty = memoryOf(up.pid)
    const filling = await watchMemory(up, () => populate(up, count, stage))
    progress.phase('measuring', seconds)
    const most = await watchMemory(up, () => beside(up, () => pause(seconds * 1000)))
    return {
      figures: [
        megabytes('of its own, under load', most.anonymousBytes, { must: 1024, aim: 600 }),
        megabytes('of its own, while they arrived', filling.anonymousBytes),
        megabytes('files mapped', most.mappedBytes),
      ],
      floors: [megabytes('of its own, with nobody', empty.anonymousBytes)],
      notes: [
        `${count.toLocaleString('en-US')} people, then ${besidePerSecond} events/s`,
        'the machine takes pages of mapped files back whenever it needs them',
      ],
    }
  },
}
