import type { Lost } from '../event-log.ts'
import { StorageError } from '../storage-error.ts'
import { createWakeUp, type WakeUp } from '../wake-up.ts'
import type { KafkaConnection } from './connection.ts'
import { byTopicName, fetchIntoLanes } from './fetch-into-lanes.ts'
import { errorType } from './kafka-error.ts'
import type { Lane } from './lane.ts'
import { moveIntoRange } from './move-into-range.ts'

/** How long a broker holds a request that it has nothing for; it answers at once when something comes. */
const IDLE_WAIT_MS = 1000
/** While some partitions are not asked for, because their handlers are busy: they may be hungry again any moment. */
const PARTIAL_WAIT_MS = 50
const FIRST_BACKOFF_MS = 50
const LAST_BACKOFF_MS = 2000

export interface FetcherOptions {
  readonly connection: KafkaConnection
  readonly prefix: string
  readonly lanes: readonly Lane[]
  readonly onLost: (lost: Lost) => void
}

export interface Fetcher {
  /** Rejects only where records are lost for good. */
  readonly run: () => Promise<void>
  readonly stop: () => void
  /** A lane has room again. */
  readonly wake: () => void
}

/** From knowing the leaders until that knowledge fails. */
interface Round {
  over: boolean
  /** Whether anything was fetched: then the next failure is a new one. */
  succeeded: boolean
}

const leadersOf = async (
  options: FetcherOptions,
): Promise<ReadonlyMap<string, readonly Lane[]>> => {
  const { cluster } = options.connection
  const names = byTopicName(options.prefix, options.lanes)
  await cluster.connect()
  await cluster.addMultipleTargetTopics([...names.keys()])
  await cluster.refreshMetadata()
  const ofNodes = new Map<string, Lane[]>()
  for (const [name, lanes] of names) {
    for (const lane of lanes) {
      for (const nodeId of Object.keys(cluster.findLeaderForPartitions(name, [lane.partition]))) {
        ofNodes.set(nodeId, [...(ofNodes.get(nodeId) ?? []), lane])
      }
    }
  }
  return ofNodes
}

const fetchFrom = async (
  { connection, prefix }: FetcherOptions,
  node: { readonly nodeId: string; readonly lanes: readonly Lane[] },
  { round, wakeUp }: { readonly round: Round; readonly wakeUp: WakeUp },
): Promise<void> => {
  try {
    const broker = await connection.cluster.findBroker({ nodeId: node.nodeId })
    while (!round.over) {
      const lanes = node.lanes.filter((lane) => lane.isHungry())
      if (lanes.length === 0) await wakeUp.wait()
      else {
        const waitMs = lanes.length === node.lanes.length ? IDLE_WAIT_MS : PARTIAL_WAIT_MS
        await fetchIntoLanes(broker, { prefix, lanes, waitMs })
        round.succeeded = true
      }
    }
  } finally {
    round.over = true
    wakeUp.wake()
  }
}

/** Fetches for all lanes, each from the leader of its partition, until stopped; sits out every failure of the brokers. */
export const createFetcher = (options: FetcherOptions): Fetcher => {
  const { connection, prefix, lanes, onLost } = options
  const wakeUp = createWakeUp()
  let stopped = false
  let round: Round = { over: false, succeeded: false }

  const recover = async (error: unknown): Promise<void> => {
    if (stopped || errorType(error) !== 'OFFSET_OUT_OF_RANGE') return
    try {
      await moveIntoRange({ cluster: connection.cluster, prefix, onLost }, lanes)
    } catch (failure) {
      if (failure instanceof StorageError) throw failure
    }
  }

  const fetchRound = async (): Promise<void> => {
    round = { over: stopped, succeeded: false }
    try {
      const nodes = [...(await leadersOf(options))]
      await Promise.all(
        nodes.map(([nodeId, ofNode]) =>
          fetchFrom(options, { nodeId, lanes: ofNode }, { round, wakeUp }),
        ),
      )
    } catch (error) {
      await recover(error)
    }
  }

  return {
    run: async () => {
      let backoffMs = FIRST_BACKOFF_MS
      while (!stopped) {
        await fetchRound()
        backoffMs = round.succeeded ? FIRST_BACKOFF_MS : Math.min(backoffMs * 2, LAST_BACKOFF_MS)
        if (!stopped) await wakeUp.wait(backoffMs)
      }
    },
    stop: () => {
      stopped = true
      round.over = true
      wakeUp.wake()
    },
    wake: wakeUp.wake,
  }
}
