import type { Clock } from '@waymark/runtime'
import type { NotTakenUp } from '@waymark/schemas/api/definitions'
import type { EventLog } from '@waymark/storage'
import type { Place } from './definitions-view.ts'

interface TakenUpDeps {
  readonly log: EventLog
  readonly clock: Clock
  /** Under which name a partition says up to where it has taken definitions up. */
  readonly takenUpGroup: (partition: number) => string
}

/** A processor that runs has taken definitions up well within this, unless it has very much to do. */
const patienceMs = 30_000
const lookAgainMs = 5000

const list = new Intl.ListFormat('en')

const span = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`

const say = (partitions: readonly number[], ms: number): string => {
  const isOne = partitions.length === 1
  const which = `${isOne ? 'partition' : 'partitions'} ${list.format(partitions.map(String))}`
  return `What was published last waits for ${which}: ${isOne ? 'it has' : 'they have'} not taken it up for ${span(ms)}. Does a processor run that owns ${isOne ? 'it' : 'them'} (WAYMARK_OWNS)?`
}

/** Tells which partitions have not taken up what was published last, though there was time. Asked every few seconds at most. */
export const createNotTakenUp = ({ log, clock, takenUpGroup }: TakenUpDeps) => {
  let looked = { at: Number.NEGATIVE_INFINITY, next: Promise.resolve<readonly number[]>([]) }
  const look = (): Promise<readonly number[]> =>
    Promise.all(
      Array.from({ length: log.partitions }, async (_, partition) => {
        const [next = 0] = await log.committed(takenUpGroup(partition), 'definitions')
        return next
      }),
    )
  return async ({ offset, at }: Place): Promise<NotTakenUp | undefined> => {
    const now = clock()
    if (now - at < patienceMs) return undefined
    if (now - looked.at >= lookAgainMs) looked = { at: now, next: look() }
    const next = await looked.next
    const partitions = next.flatMap((taken, partition) => (taken <= offset ? [partition] : []))
    return partitions.length === 0
      ? undefined
      : { partitions, since: at, says: say(partitions, now - at) }
  }
}
