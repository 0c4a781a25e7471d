/** Something that lives as long as the process. */
export interface Part {
  readonly name?: string
  readonly start?: () => Promise<void> | void
  readonly stop: () => Promise<void> | void
}

/** What is running. `stop` may be called twice; the second call waits for the first. */
export interface Running {
  readonly stop: () => Promise<void>
}

const stopInReverse = async (started: readonly Part[]): Promise<void> => {
  const failures: unknown[] = []
  for (const part of [...started].reverse()) {
    try {
      await part.stop()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Some parts did not stop cleanly')
}

/**
 * Starts the parts one after the other; `stop` stops them in reverse. Where one does not start, those before it are stopped
 * and its error is thrown. A part that does not stop cleanly does not keep the others from stopping. Where no more `isWanted`,
 * the parts that are left are not started.
 */
export const startInOrder = async (
  parts: readonly Part[],
  isWanted = (): boolean => true,
): Promise<Running> => {
  const started: Part[] = []
  for (const part of parts) {
    if (!isWanted()) break
    try {
      await part.start?.()
      started.push(part)
    } catch (cause) {
      await stopInReverse(started)
      throw new Error(`${part.name ?? 'A part'} did not start`, { cause })
    }
  }
  let stopping: Promise<void> | undefined
  return {
    stop: () => {
      stopping ??= stopInReverse(started)
      return stopping
    },
  }
}
