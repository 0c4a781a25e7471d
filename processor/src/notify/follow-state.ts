import type { LogBatch, Subscription } from '@waymark/storage'
import type { Inbox } from './inbox.ts'
import {
  openStatePositions,
  type StatePartition,
  type StatePositions,
  type StatePositionsDeps,
} from './state-positions.ts'

export interface StateFollowerConfig {
  /** Partitions of `state` to follow; all when absent. */
  readonly partitions?: readonly number[]
}

export interface StateFollowerDeps extends StatePositionsDeps {
  readonly createInbox: () => Inbox
  /** Makes durable what an inbox holds and passes it on; says whether there was anything. */
  readonly settle: (inbox: Inbox, onlyStale?: boolean) => Promise<boolean>
  /** Called once, when everything that was there at the start has been read and settled. */
  readonly onCaughtUp: () => void
}

/** Reads `state` as the group `notifier`: first to its end in one go, then as it grows. */
export interface StateFollower {
  readonly start: () => Promise<void>
  /** Rejects when following ended for a reason that is not `stop`. */
  readonly done: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The way to the end: what is read there is held together, and settled when the last partition has got there. */
interface CatchUp {
  /** Takes a batch unless the end has been reached: then the batch is new. */
  readonly take: (batch: LogBatch, partition: StatePartition) => Promise<'taken' | 'new'>
  readonly begin: () => Promise<void>
  /** Whether all of it has been settled; nothing may be committed before. */
  readonly isOver: () => boolean
}

type ReadInto = (inbox: Inbox, batch: LogBatch, partition: StatePartition) => void

/** On the way to the end that is once read; afterwards only once settled, for what is passed may be committed at any time. */
const passed = (batch: LogBatch, partition: StatePartition): void => {
  partition.next = Math.max(partition.next, batch.next)
}

const createReadInto =
  ({ logger }: StateFollowerDeps): ReadInto =>
  (inbox, batch, position) => {
    for (const record of batch.records) {
      try {
        position.reader.read(record).forEach(inbox.add)
      } catch (error) {
        // One record that nobody can read must not silence everybody behind it.
        const { partition, offset } = record
        logger.error({ err: error, partition, offset }, 'A record of state is skipped')
      }
    }
  }

const createCatchUp = (
  positions: StatePositions,
  deps: StateFollowerDeps & { readonly readInto: ReadInto },
): CatchUp => {
  const { readInto } = deps
  const backlog = deps.createInbox()
  let ending: Promise<void> | undefined
  let isOver = false
  const end = (): Promise<void> => {
    const settle = async (): Promise<void> => {
      await deps.settle(backlog)
      await positions.commitAll()
      isOver = true
      deps.onCaughtUp()
    }
    ending ??= settle()
    return ending
  }
  const endIfThere = async (): Promise<void> => {
    if (!positions.isBehind()) await end()
  }
  return {
    begin: endIfThere,
    take: async (batch, partition) => {
      if (ending !== undefined) {
        await ending
        return 'new'
      }
      readInto(backlog, batch, partition)
      passed(batch, partition)
      await deps.settle(backlog, true)
      await (ending ?? endIfThere())
      return 'taken'
    },
    isOver: () => isOver,
  }
}

interface Following {
  readonly positions: StatePositions
  readonly catchUp: CatchUp
  readonly subscription: Subscription
}

const follow = async (config: StateFollowerConfig, deps: StateFollowerDeps): Promise<Following> => {
  const positions = await openStatePositions(deps, config.partitions)
  const readInto = createReadInto(deps)
  const catchUp = createCatchUp(positions, { ...deps, readInto })
  await catchUp.begin()
  const subscription = await deps.log.subscribe({
    topics: ['state'],
    ...(config.partitions ? { partitions: config.partitions } : {}),
    from: (_topic, partition) => positions.get(partition)?.next ?? 0,
    onBatch: async (batch) => {
      const partition = positions.get(batch.partition)
      if (!partition || (await catchUp.take(batch, partition)) === 'taken') return
      const inbox = deps.createInbox()
      readInto(inbox, batch, partition)
      const settled = await deps.settle(inbox)
      passed(batch, partition)
      await positions.commit(batch.partition, settled)
    },
  })
  return { positions, catchUp, subscription }
}

export const createStateFollower = (
  config: StateFollowerConfig,
  deps: StateFollowerDeps,
): StateFollower => {
  let following: Promise<Following> | undefined
  return {
    start: async () => {
      following = follow(config, deps)
      await following
    },
    done: async () => {
      const started = await following
      await started?.subscription.done
    },
    stop: async () => {
      const started = await following?.catch(() => undefined)
      if (!started) return
      const { positions, catchUp, subscription } = started
      await subscription.stop()
      if (catchUp.isOver()) await positions.commitAll()
    },
  }
}
