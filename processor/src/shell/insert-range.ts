import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { contentHash, parseFactsKey } from '@waymark/schemas'
import type { LogRecord } from '@waymark/storage'
import { insertAround, type RefusedRow } from './insert-around.ts'
import { deadLetter } from './read-arrived.ts'
import type { FlowConfig, SinkDeps } from './sink-flow.ts'
import type { SinkPlan } from './sink-plan.ts'
import type { Gathering, Rows } from './sink-rows.ts'

/** Inserts a planned range until it is in, and commits it. `again`: a crash may have left it half done. */
export type InsertRange = (plan: SinkPlan, from: Gathering, again?: string) => Promise<void>

type InsertDeps = Pick<SinkDeps, 'log' | 'store' | 'logger'> & {
  /** Nothing is tried again then. */
  readonly isStopped: () => boolean
}

/** A larger row is left where it is: the letter names the record. */
const largestBuried = 512 * 1024

const retryAfterMs = 1000

/** The record that a row was made of: `facts` holds it as it is, `state` by its subject. */
const originOf = (records: readonly LogRecord[], row: Buffer): LogRecord | undefined =>
  records.find(
    ({ value }) =>
      value && Buffer.from(value.buffer, value.byteOffset, value.byteLength).includes(row),
  ) ?? records.findLast(({ key }) => row.includes(`"subject":${JSON.stringify(key)}`))

/**
 * Every retry has a token of its own: a ClickHouse that was killed may remember the token of a block that it lost. What is inserted
 * twice for it has the same keys, so readers see it once.
 */
const insertUntilIn = async (
  { store, logger, isStopped }: InsertDeps,
  { table, rows, ...form }: Rows,
  token: string,
): Promise<void> => {
  for (let tries = 0; ; tries++) {
    try {
      const own = tries === 0 ? token : `${token}-${randomUUID()}`
      await store.insert(table, rows, { ...form, token: own })
      return
    } catch (error) {
      if (isStopped() || !(error as { retryable?: boolean }).retryable) throw error
      if (tries === 0)
        logger.warn(
          { err: error, table },
          'ClickHouse does not take rows; the sink waits and tries again',
        )
      await pause(retryAfterMs)
    }
  }
}

interface Refusal {
  readonly table: string
  readonly refused: readonly RefusedRow[]
  /** What the range was made of. */
  readonly records: readonly LogRecord[]
}

/** Rows that ClickHouse does not take go to the dead letters, before the range counts as done: twice rather than not. */
const bury = async (
  { log, logger }: InsertDeps,
  { table, refused, records }: Refusal,
): Promise<void> => {
  const letters = refused.flatMap(({ row, error }) => {
    const record = originOf(records, row) ?? records[0]
    const value = row.length <= largestBuried ? row.toString('base64') : ''
    if (!record) return []
    const key = parseFactsKey(record.key).subject
    return [{ ...deadLetter({ ...record, key, value: null }, error), value }]
  })
  if (letters.length === 0) return
  await log.append(
    letters.map((letter) => ({
      topic: 'deadletter',
      key: letter.key || '?',
      value: Buffer.from(JSON.stringify(letter)),
    })),
  )
  logger.warn(
    { table, count: letters.length, reason: letters[0]?.reason },
    'ClickHouse does not take rows; they went to the dead letters',
  )
}

export const createInsertRange =
  ({ topic, group, name }: FlowConfig, deps: InsertDeps): InsertRange =>
  async (plan, from, again = '') => {
    const token = `${name}-${contentHash(plan)}${again}`
    let piece = 0
    for await (const into of from.rows()) {
      const { table, rows } = into
      if (rows.length === 0) continue
      const own = `${token}-${table}-${piece++}`
      const refused = await insertAround({ rows, token: own }, (part, under) =>
        insertUntilIn(deps, { ...into, rows: part }, under),
      )
      await bury(deps, { table, refused, records: from.records() })
    }
    for (const [partition, to] of plan.to.entries()) {
      if (to > (plan.from[partition] ?? 0)) await deps.log.commit(group, topic, partition, to)
    }
  }
