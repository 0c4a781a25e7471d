import type { Transition } from '../log/transition.ts'
import type { EventItem } from './events.ts'

/** GET /api/people/:subject/timeline?before=&event= ; newest first: events and transitions in one line. */
export interface Timeline {
  readonly items: readonly TimelineItem[]
  readonly before?: number
  readonly asOf: number
}

export type TimelineItem =
  | { readonly kind: 'event'; readonly at: number; readonly event: EventItem }
  | { readonly kind: 'transition'; readonly at: number; readonly transition: Transition }
