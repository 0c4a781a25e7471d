import type { Refusal } from '../log/refusal-record.ts'
import type { SubjectKey } from '../log/subject.ts'
import type { Transition } from '../log/transition.ts'
import type { DeliveryItem } from './alerts.ts'
import type { EventItem } from './events.ts'

/** GET /api/live?env= : server-sent events `event`, `transition`, `refusal`, `rate`; data is one of these as JSON. */
export type LiveMessage =
  | { readonly kind: 'event'; readonly event: EventItem }
  | {
      readonly kind: 'transition'
      readonly subject: SubjectKey
      readonly version: number
      readonly transition: Transition
    }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'delivery'; readonly delivery: DeliveryItem }
  | {
      readonly kind: 'rate'
      readonly perSecond: number
      readonly at: number
      readonly shown: number
      readonly of: number
    }
