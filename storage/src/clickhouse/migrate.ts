import type { Migration } from '@waymark/schemas'
import type { QueryParams } from '../event-store.ts'
import { parseRows } from './parse-rows.ts'

/** Runs one statement and returns what it prints, a JSON object a line. */
export type Read = (sql: string, params?: QueryParams) => Promise<string>

const ledger = `CREATE TABLE IF NOT EXISTS migrations (id String, at DateTime DEFAULT now())
ENGINE = ReplacingMergeTree ORDER BY id`

/**
 * Runs the steps that the database has not seen, in order. Two processes may do so at once: every statement is safe to
 * run again, so they need no lock, and a process that dies half way leaves a step that the next one repeats.
 */
export const migrate = async (read: Read, steps: readonly Migration[]): Promise<void> => {
  await read(ledger)
  const applied = parseRows<{ readonly id: string }>(await read('SELECT id FROM migrations'))
  const done = new Set(applied.map(({ id }) => id))
  for (const step of steps) {
    if (done.has(step.id)) continue
    for (const statement of step.statements) await read(statement)
    await read('INSERT INTO migrations (id) SELECT {id:String}', { id: step.id })
  }
}
