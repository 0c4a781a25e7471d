import type { Logger } from '@waymark/runtime'
import type { DeadLetter } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'

interface BuryDeps {
  readonly log: EventLog
  readonly logger: Logger
}

/** Writes what cannot be folded to the dead letters of a partition. */
export const createBurying =
  (partition: number, { log, logger }: BuryDeps) =>
  async (dead: readonly DeadLetter[]): Promise<void> => {
    if (dead.length === 0) return
    const value = (letter: DeadLetter): Buffer => Buffer.from(JSON.stringify(letter))
    await log.append(
      dead.map((letter) => ({ topic: 'deadletter', key: letter.key || '?', value: value(letter) })),
    )
    const [first] = dead
    logger.warn(
      { partition, count: dead.length, reason: first?.reason },
      'records went to the dead letters',
    )
  }
