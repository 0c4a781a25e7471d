import type { Clock, Logger } from '@waymark/runtime'
import {
  type DeliveryRecord,
  isBookkeeping,
  parseFactsKey,
  parseSubjectKey,
  readFactLine,
  type StateEnvelope,
  type SubjectKey,
  type Topic,
} from '@waymark/schemas'
import type { LiveMessage } from '@waymark/schemas/api/live'
import {
  createFactsReader,
  createStateReader,
  type EventLog,
  epochsAt,
  type FactsReader,
  type LogRecord,
  type StateReader,
  type Subscription,
} from '@waymark/storage'
import { deliveryItem } from '../deliveries/deliveries-view.ts'
import { eventItem } from '../read/event-rows.ts'
import type { RefusalsView } from '../refusals/refusals-view.ts'
import { createSampler, type Sampler } from './sampler.ts'

/** Somebody who watches an environment. */
interface Watcher {
  readonly env: string
  readonly send: (message: LiveMessage) => void
}

/** What happens now, for those who watch. While nobody does, it reads nothing. */
export interface LiveFeed {
  /** Resolves once whatever is appended from now on will be seen. Answers with how to leave. */
  readonly watch: (watcher: Watcher) => Promise<() => void>
  readonly stop: () => Promise<void>
}

interface LiveDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly logger: Logger
  readonly refusals: Pick<RefusalsView, 'since' | 'last'>
  /** Debts between subjects and the like are not shown. */
  readonly perSecond?: number
}

const followed = ['facts', 'state', 'deliveries'] as const satisfies readonly Topic[]
const hidden: ReadonlySet<string> = new Set(['owed', 'granted', 'not_granted'])
const decoder = new TextDecoder()

interface Room {
  readonly watchers: Set<Watcher>
  readonly events: Sampler
  readonly transitions: Sampler
  /** Behind what was told of when it was looked last. */
  refusedTo: number
}

type Rooms = Map<string, Room>

const tell = (room: Room, message: LiveMessage): void => {
  for (const watcher of room.watchers) watcher.send(message)
}

const eachLine = (value: Uint8Array, visit: (line: Uint8Array) => void): void => {
  let from = 0
  while (from < value.length) {
    const end = value.indexOf(10, from)
    const to = end < 0 ? value.length : end
    if (to > from) visit(value.subarray(from, to))
    from = to + 1
  }
}

/** Lines that are not shown are counted and never parsed. */
const onFacts = (room: Room, value: Uint8Array): void =>
  eachLine(value, (line) => {
    if (!room.events.take()) return
    tell(room, { kind: 'event', event: eventItem(readFactLine(decoder.decode(line))) })
  })

const onState = (room: Room, envelope: StateEnvelope): void => {
  for (const transition of envelope.t ?? []) {
    if (hidden.has(transition.t) || !room.transitions.take()) continue
    tell(room, { kind: 'transition', subject: envelope.s, version: envelope.n, transition })
  }
}

/** What tells which records count. */
interface Readers {
  readonly state: StateReader
  readonly facts: FactsReader
}

const roomOf = (rooms: Rooms, subject: SubjectKey): Room | undefined =>
  rooms.get(parseSubjectKey(subject)?.env ?? '')

const onRecord = (rooms: Rooms, record: LogRecord, { state, facts }: Readers): void => {
  if (record.topic === 'facts') {
    const room = roomOf(rooms, parseFactsKey(record.key).subject)
    if (facts.counts(record) && room && record.value) onFacts(room, record.value)
    return
  }
  if (record.topic === 'state' && isBookkeeping(record.key)) state.envelopeOf(record)
  if (record.value === null || isBookkeeping(record.key)) return
  if (record.topic === 'deliveries') {
    const delivery = deliveryItem(JSON.parse(decoder.decode(record.value)) as DeliveryRecord)
    const room = rooms.get(delivery.env)
    if (room) tell(room, { kind: 'delivery', delivery })
    return
  }
  const room = roomOf(rooms, record.key)
  if (!room) return
  const envelope = state.envelopeOf(record)
  if (envelope) onState(room, envelope)
}

const tickRoom = (room: Room, env: string, deps: LiveDeps): void => {
  const at = deps.clock()
  const { shown, of } = room.events.tick()
  room.transitions.tick()
  tell(room, { kind: 'rate', perSecond: of, at, shown, of })
  const { refusals } = deps
  for (const refusal of refusals.since(env, room.refusedTo))
    tell(room, { kind: 'refusal', refusal })
  room.refusedTo = Math.max(room.refusedTo, refusals.last())
}

const subscribe = async (rooms: Rooms, deps: LiveDeps): Promise<Subscription> => {
  const { log, logger } = deps
  const ends = new Map<Topic, readonly number[]>()
  for (const topic of followed) ends.set(topic, await log.ends(topic))
  const ownersOf = async (topic: 'state' | 'facts') => {
    const epochs = await epochsAt(log, { topic, offsets: ends.get(topic) ?? [] })
    return { known: (partition: number): number | undefined => epochs[partition] }
  }
  const readers = {
    state: createStateReader(await ownersOf('state')),
    facts: createFactsReader(await ownersOf('facts')),
  }
  return log.subscribe({
    topics: followed,
    from: (topic, partition) => ends.get(topic)?.[partition] ?? 0,
    onBatch: ({ records, topic }) => {
      for (const record of records) {
        try {
          onRecord(rooms, record, readers)
        } catch (error) {
          // One unreadable record must not end everybody's stream.
          logger.warn({ err: error, topic, offset: record.offset }, 'a record cannot be shown')
        }
      }
    },
  })
}

/** Follows the log for those who watch. */
export const createLiveFeed = (deps: LiveDeps): LiveFeed => {
  const perSecond = deps.perSecond ?? 50
  const rooms: Rooms = new Map()
  let subscription: Promise<Subscription> | undefined
  let timer: NodeJS.Timeout | undefined

  const begin = (): Promise<Subscription> => {
    const begun = subscribe(rooms, deps)
    const failed = (error: unknown): void => {
      deps.logger.error({ err: error }, 'the live view cannot follow the log')
      if (subscription === begun) subscription = undefined
    }
    begun.then((running) => running.done.catch(failed), failed)
    return begun
  }

  /** Once a second; also what brings the feed back after the log could not be read. */
  const tick = (): void => {
    subscription ??= begin()
    for (const [env, room] of rooms) tickRoom(room, env, deps)
  }

  const end = async (): Promise<void> => {
    clearInterval(timer)
    timer = undefined
    const running = subscription
    subscription = undefined
    await (await running?.catch(() => undefined))?.stop()
  }

  const enter = (watcher: Watcher): (() => void) => {
    const room: Room = rooms.get(watcher.env) ?? {
      watchers: new Set(),
      events: createSampler(perSecond),
      transitions: createSampler(perSecond),
      refusedTo: deps.refusals.last(),
    }
    rooms.set(watcher.env, room)
    room.watchers.add(watcher)
    return () => {
      room.watchers.delete(watcher)
      if (room.watchers.size > 0) return
      if (rooms.get(watcher.env) === room) rooms.delete(watcher.env)
      if (rooms.size === 0) {
        end().catch((error: unknown) =>
          deps.logger.warn({ err: error }, 'the live view did not stop'),
        )
      }
    }
  }

  return {
    watch: async (watcher) => {
      const leave = enter(watcher)
      timer ??= setInterval(tick, 1000)
      subscription ??= begin()
      try {
        await subscription
        return leave
      } catch (error) {
        leave()
        throw error
      }
    },
    stop: async () => {
      rooms.clear()
      await end()
    },
  }
}
