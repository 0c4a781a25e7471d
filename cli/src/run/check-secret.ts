import { checkOpens, createControlView } from '@waymark/dashboard-server'
import { createSealer } from '@waymark/runtime'
import type { Shared } from './rooms.ts'

/**
 * For processes that run apart, before they do anything: whether they have the secret of the others.
 * @throws ConfigError where they have not
 */
export const checkSecret = async ({
  log,
  logger,
  secret,
}: Pick<Shared, 'log' | 'logger' | 'secret'>): Promise<void> => {
  const control = createControlView({ log, logger })
  await control.start()
  try {
    checkOpens(createSealer(secret), control.secrets())
  } finally {
    await control.stop()
  }
}
