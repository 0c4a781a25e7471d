import { posthog } from './posthog/posthog.ts'
import type { Protocol } from './protocol.ts'
import { rudderstack } from './rudderstack/rudderstack.ts'
import { segment } from './segment/segment.ts'

/** Every client protocol that ingest speaks. A new one is a folder and a line. */
export const protocols = { segment, rudderstack, posthog } as const satisfies {
  readonly [name: string]: Protocol
}
