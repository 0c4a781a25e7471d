import type { JsonObject } from '../json.ts'
import type { EventSource } from '../log/events-record.ts'
import type { SubjectKey } from '../log/subject.ts'

/** An event as readers see it. */
export interface EventItem {
  readonly messageId: string
  readonly type: string
  readonly event: string
  readonly person: SubjectKey
  readonly userId?: string
  readonly anonymousId?: string
  readonly account?: string
  readonly time: number
  readonly received: number
  readonly source: EventSource
  readonly properties: JsonObject
  readonly context: JsonObject
}

/** GET /api/events?env=&person=&account=&event=&before=&limit= ; newest first. */
export interface EventList {
  readonly events: readonly EventItem[]
  readonly asOf: number
  readonly before?: number
}
