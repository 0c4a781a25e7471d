import { forgetLost, type LostSecret } from '@waymark/dashboard-server'
import {
  type Config,
  createLogger,
  createMetrics,
  createSealer,
  newId,
  systemClock,
} from '@waymark/runtime'
import { openLog } from './engines.ts'

interface Forgetting {
  /** The secret that there is; absent where there is none. */
  readonly secret: string | undefined
  /** Else they are only looked for. */
  readonly really: boolean
}

/**
 * Finds in the log of these settings what was sealed with a secret that is lost, and forgets it.
 * @throws StorageError `in_use` where a process has the log of the data directory open
 */
export const forgetLostIn = async (
  config: Config,
  { secret, really }: Forgetting,
): Promise<readonly LostSecret[]> => {
  const logger = createLogger({ logLevel: 'silent' })
  const log = await openLog(config, { logger, metrics: createMetrics() }, 'waymark-secret')
  try {
    const sealer = secret === undefined ? undefined : createSealer(secret)
    const deps = { log, clock: systemClock, ids: { newId }, logger, sealer }
    return await forgetLost(deps, { really })
  } finally {
    await log.close()
  }
}
