import type { FactRow } from './rows.ts'

/**
 * The order of an event's values in a line of `facts`. Names would be a third of its bytes, and of the work of reading it.
 * A column that comes later goes to the end: lines of before lie in the log.
 */
export const factColumns = [
  'env',
  'message_id',
  'type',
  'event',
  'person',
  'user_id',
  'anonymous_id',
  'account',
  'time_ms',
  'received_ms',
  'folded_ms',
  'source',
  'properties',
  'context',
  'part',
  'src',
  'idx',
  'counts',
  'program',
] as const satisfies readonly (keyof FactRow)[]

/** An event as `facts` holds it: a JSON list of its values in the order of `factColumns`, without a line's end. */
export const factLine = (row: FactRow): string =>
  // Spelled out: this runs for every event.
  JSON.stringify([
    row.env,
    row.message_id,
    row.type,
    row.event,
    row.person,
    row.user_id,
    row.anonymous_id,
    row.account,
    row.time_ms,
    row.received_ms,
    row.folded_ms,
    row.source,
    row.properties,
    row.context,
    row.part,
    row.src,
    row.idx,
    row.counts,
    row.program ?? -1,
  ])

/** What a line of `facts` says. @throws SyntaxError where it is no line of `facts`. */
export const readFactLine = (line: string): FactRow => {
  const values: readonly unknown[] = JSON.parse(line)
  return Object.fromEntries(
    factColumns.map((column, i) => [column, values[i]]),
  ) as unknown as FactRow
}
