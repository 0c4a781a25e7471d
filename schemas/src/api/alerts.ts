import type { DeliveryRecord } from '../log/delivery-record.ts'

export interface EndpointItem {
  readonly id: string
  readonly name?: string
  readonly type: 'webhook' | 'slack' | 'email'
  /** Host of the URL, or the addresses; never a secret path. */
  readonly to: string
  readonly usedBy: readonly string[]
  readonly delivered: number
  readonly failed: number
  readonly lastAt?: number
  /** A webhook without a signing secret that can be opened: nothing is sent to it until there is a new one. */
  readonly needsSecret?: true
  /** Shown once, after it was made: `whsec_…`. */
  readonly secret?: string
}

export interface DeliveryItem extends Omit<DeliveryRecord, 'v' | 'payload'> {
  readonly payload?: unknown
}

/** GET /api/alerts?env= ; POST /api/endpoints/:id/test ; POST /api/deliveries/:id/replay ; POST /api/endpoints/:id/secret (shows or makes) */
export interface Alerts {
  readonly endpoints: readonly EndpointItem[]
  readonly deliveries: readonly DeliveryItem[]
  readonly asOf: number
}
