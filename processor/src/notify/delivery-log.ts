import type { Clock, Logger } from '@waymark/runtime'
import type { DeliveryRecord } from '@waymark/schemas'
import { type EventLog, type NewRecord, readRange } from '@waymark/storage'
import { createPatientLog } from '../shell/patient-log.ts'
import { isPending } from './delivery.ts'

/** What became of every delivery: the topic `deliveries`, with an index of its ids in memory. */
export interface DeliveryLog {
  /** Reads the topic to its end; what is still to be sent. Once, before anything else. */
  readonly load: () => Promise<readonly DeliveryRecord[]>
  readonly isKnown: (id: string) => boolean
  /** The newest record of an id. */
  readonly find: (id: string) => Promise<DeliveryRecord | undefined>
  /** Resolves once the records are durable. Waits for a log that is away; rejects where waiting would not help, or on `stop`. */
  readonly write: (records: readonly DeliveryRecord[]) => Promise<void>
  readonly stop: () => void
}

export interface DeliveryLogConfig {
  /** How long what is finished is kept. */
  readonly keepMs: number
}

export interface DeliveryLogDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly random: () => number
  readonly logger: Logger
}

const topic = 'deliveries'
/** Forgotten at most this many with every write, so that no write waits for a long one. */
const forgetAtOnce = 100

const encode = (record: DeliveryRecord): NewRecord => ({
  topic,
  key: record.id,
  value: Buffer.from(JSON.stringify(record)),
})

const decode = (value: Uint8Array): DeliveryRecord =>
  JSON.parse(Buffer.from(value).toString('utf8')) as DeliveryRecord

interface Entry {
  readonly at: number
  readonly offset: number
  readonly pending: boolean
}

export const createDeliveryLog = (
  config: DeliveryLogConfig,
  deps: DeliveryLogDeps,
): DeliveryLog => {
  const { log, clock } = deps
  // The same key and value once more change nothing.
  const patient = createPatientLog({ ...deps, repeatsUnknown: true })
  /** In the order of their newest record, so the oldest come first. */
  const entries = new Map<string, Entry>()

  const note = (record: DeliveryRecord, offset: number): void => {
    entries.delete(record.id)
    entries.set(record.id, { at: record.at, offset, pending: isPending(record) })
  }
  const expired = (): readonly string[] => {
    const ids: string[] = []
    const before = clock() - config.keepMs
    let looked = 0
    for (const [id, { at, pending }] of entries) {
      if (looked >= forgetAtOnce || at >= before) break
      looked += 1
      if (!pending) ids.push(id)
    }
    return ids
  }
  const find = async (id: string): Promise<DeliveryRecord | undefined> => {
    const entry = entries.get(id)
    if (!entry) return undefined
    let found: DeliveryRecord | undefined
    await readRange(log, { topic, from: entry.offset, limit: 1 }, ({ key, value }) => {
      if (key === id && value !== null) found = decode(value)
    })
    return found
  }
  return {
    load: async () => {
      const pending = new Map<string, DeliveryRecord>()
      await readRange(log, { topic }, ({ key, value, offset }) => {
        pending.delete(key)
        entries.delete(key)
        if (value === null) return
        const record = decode(value)
        // The sink keeps its plans in the same topic.
        if (record.id !== key) return
        note(record, offset)
        if (isPending(record)) pending.set(key, record)
      })
      return [...pending.values()]
    },
    isKnown: (id) => entries.has(id),
    find,
    write: async (records) => {
      if (records.length === 0) return
      const old = expired()
      // Deletions first: the tail of the topic stays a record, and whoever reads to its end finds one there.
      const forgotten = old.map((id): NewRecord => ({ topic, key: id, value: null }))
      const positions = await patient.log.append([...forgotten, ...records.map(encode)])
      for (const id of old) entries.delete(id)
      records.forEach((record, i) => {
        note(record, positions[old.length + i]?.offset ?? 0)
      })
    },
    stop: patient.stop,
  }
}
