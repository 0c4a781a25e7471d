import type { FactRow, JsonObject } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'

/** A row of the view `accepted`: JSON columns are text there. */
export interface EventRow
  extends Omit<
    FactRow,
    'env' | 'folded_ms' | 'part' | 'counts' | 'program' | 'properties' | 'context'
  > {
  readonly properties: string | JsonObject
  readonly context: string | JsonObject
}

/** The columns of `EventRow`. */
export const eventColumns = `message_id, type, event, person, user_id, anonymous_id, account, time_ms, received_ms, source,
  properties, context, src, idx`

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // The columns are text: one row that holds something else must not take the whole page down.
    return undefined
  }
}

/** JSON text of a column as an object; anything else counts as empty. */
export const objectOf = (value: string | JsonObject | undefined): JsonObject => {
  const parsed = typeof value === 'string' ? parse(value) : value
  const isObject = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  return isObject ? (parsed as JsonObject) : {}
}

/** An event as readers see it. */
export const eventItem = (row: EventRow): EventItem => ({
  messageId: row.message_id,
  type: row.type,
  event: row.event,
  person: row.person,
  ...(row.user_id ? { userId: row.user_id } : {}),
  ...(row.anonymous_id ? { anonymousId: row.anonymous_id } : {}),
  ...(row.account ? { account: row.account } : {}),
  time: row.time_ms,
  received: row.received_ms,
  source: row.source,
  properties: objectOf(row.properties),
  context: objectOf(row.context),
})

/** Newest first; of the same instant, the later in the log first. */
export const newestFirst = (a: EventRow, b: EventRow): number =>
  b.time_ms - a.time_ms || b.src - a.src || b.idx - a.idx
