import type { inTurn } from '@waymark/runtime'
import { atOnce, type PartitionWriter } from './partition-writer.ts'
import type { Progress, UnwrittenStates } from './unwritten.ts'

interface SteadyWritingDeps {
  /** What the partition has folded; it moves on. */
  readonly folded: Progress
  readonly unwritten: Pick<UnwrittenStates, 'since' | 'longest'>
  readonly writer: Pick<PartitionWriter, 'writeWaiting' | 'isBehind'>
  readonly queue: ReturnType<typeof inTurn>
  /** How long a state may wait to be written. */
  readonly waitMs: () => number
  readonly onError: (error: unknown) => void
}

/** Writes the states that wait, each when it has waited long enough: steadily, so that nobody waits for all of them at once. */
export interface SteadyWriting {
  /** Something was folded. */
  readonly soon: () => void
  /** Begins nothing any more. */
  readonly stop: () => void
}

const lookMs = { soonest: 100, latest: 500 }

export const createSteadyWriting = (deps: SteadyWritingDeps): SteadyWriting => {
  const { folded, unwritten, writer, queue } = deps
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  /** Since when the partition is further than `state` says, on the clock of `performance.now`. */
  let aheadSince = Number.POSITIVE_INFINITY
  const waitsSince = (): number => Math.min(unwritten.since() ?? aheadSince, aheadSince)

  /** A few at a time: events are folded in between. */
  const writeDue = async (): Promise<void> => {
    const { subjects, ...due } = unwritten.longest(performance.now() - deps.waitMs())
    const upTo = due.upTo ?? { ...folded }
    let from = 0
    for (; from + atOnce < subjects.length && !stopped; from += atOnce) {
      const some = subjects.slice(from, from + atOnce)
      await queue(() => writer.writeWaiting(some, undefined))
    }
    if (stopped) return
    await queue(() => writer.writeWaiting(subjects.slice(from), upTo))
    aheadSince = writer.isBehind(folded) ? performance.now() : Number.POSITIVE_INFINITY
  }

  const writeWhenDue = async (): Promise<void> => {
    if (waitsSince() + deps.waitMs() <= performance.now()) await writeDue()
    timer = undefined
    look()
  }

  /** Looks again now and then: a load that is gone is no reason to wait any longer. */
  const look = (): void => {
    const since = waitsSince()
    if (timer || stopped || since === Number.POSITIVE_INFINITY) return
    const left = since + deps.waitMs() - performance.now()
    const wait = Math.max(Math.min(left, lookMs.latest), lookMs.soonest)
    timer = setTimeout(() => void writeWhenDue().catch(deps.onError), wait)
  }

  return {
    soon: () => {
      aheadSince = Math.min(aheadSince, performance.now())
      look()
    },
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
