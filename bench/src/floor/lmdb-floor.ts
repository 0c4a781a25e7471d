import { open } from 'lmdb'
import { ownDirectory } from '../setting/clean-up.ts'

export interface LmdbFloorOptions {
  readonly seconds: number
  /** Bytes of a value, and how many are put at a time before the next wait. */
  readonly valueBytes: number
  readonly inFlight: number
}

/** LMDB alone: values put one after the other, each awaited until it is on the disk, so many at a time. Puts a second. */
export const measureLmdbAppend = async (options: LmdbFloorOptions): Promise<number> => {
  const directory = ownDirectory()
  // As the embedded log opens it: a put resolves after its sync.
  const database = open<Buffer, number>({
    path: directory.path,
    encoding: 'binary',
    overlappingSync: false,
    eventTurnBatching: false,
    noMemInit: true,
  })
  const value = Buffer.alloc(options.valueBytes, 'x')
  const begun = performance.now()
  const end = begun + options.seconds * 1000
  let puts = 0
  const one = async (): Promise<void> => {
    while (performance.now() < end) await database.put(++puts, value)
  }
  await Promise.all(Array.from({ length: options.inFlight }, one))
  const perSecond = puts / ((performance.now() - begun) / 1000)
  await database.close()
  directory.remove()
  return perSecond
}
