let done = false

/**
 * The client library starts timers in the past, of which Node warns for each. Drops that one warning and no other.
 */
export const quietNegativeTimeouts = (): void => {
  if (done) return
  done = true
  const emit = process.emitWarning.bind(process) as (...args: readonly unknown[]) => void
  process.emitWarning = (...args: readonly unknown[]): void => {
    if (args[1] !== 'TimeoutNegativeWarning') emit(...args)
  }
}
