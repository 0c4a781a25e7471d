import type { JsonObject } from '@waymark/schemas'
import type { Answer } from '../core/transport.ts'
import type { ToolLink } from '../tools/tool.ts'

/** One request of the page to ingest, and what became of it. */
export interface SeenRequest {
  readonly at: number
  readonly path: string
  /** Absent while it is on its way. */
  readonly answer?: Answer
}

/** One event that this page has recorded since the panel is there. */
export interface SeenEvent {
  readonly id: string
  readonly at: number
  readonly name: string
  readonly properties: JsonObject
}

/** What has passed since the panel is there, newest first. */
export interface SeenTraffic {
  readonly events: readonly SeenEvent[]
  readonly requests: readonly SeenRequest[]
}

const kept = 50

type Told = { readonly event?: string; readonly type: string; readonly properties?: JsonObject }

/**
 * Listens at the two places that everything passes: where events wait, and where requests go. `onChange` runs after each.
 * Only in a marked window: visitors' pages carry nothing of it.
 */
export const watchClient = ({ outbox, transport }: ToolLink, onChange: () => void) => {
  let traffic: SeenTraffic = { events: [], requests: [] }
  const seen = (change: Partial<SeenTraffic>) => {
    traffic = { ...traffic, ...change }
    onChange()
  }
  const { add } = outbox
  const { post } = transport
  Object.assign(outbox, {
    add(event: Parameters<typeof add>[0]) {
      add(event)
      const { event: name, type, properties = {} }: Told = JSON.parse(event.json)
      const { id, at } = event
      seen({
        events: [{ id, at, name: name ?? type, properties }, ...traffic.events].slice(0, kept),
      })
    },
  } satisfies Partial<typeof outbox>)
  Object.assign(transport, {
    async post(path, json, options) {
      const request: SeenRequest = { at: Date.now(), path }
      seen({ requests: [request, ...traffic.requests].slice(0, kept) })
      const answer = await post(path, json, options)
      const answered = traffic.requests.map((one) => (one === request ? { ...one, answer } : one))
      seen({ requests: answered })
      return answer
    },
  } satisfies typeof transport)
  return {
    traffic: () => traffic,
    stop() {
      Object.assign(outbox, { add })
      Object.assign(transport, { post })
    },
  }
}
