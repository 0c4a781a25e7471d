import type { EventType } from '@waymark/schemas/wire/event'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ParsedBody } from '../body/parse-body.ts'
import type { IngestContext } from '../context.ts'
import type { Accepted } from '../events/accept-events.ts'
import type { ReceivedEvents } from '../events/received-events.ts'
import type { Fault } from '../http/fault.ts'
import type { BodyReader } from '../http/open-request.ts'
import type { Refuse } from '../http/refuse.ts'
import type { Reply } from '../http/reply.ts'

/** An address where a protocol's events come in. */
export interface EventRoute {
  /** With or without a last slash. */
  readonly path: string
  /** What the route says the body is: one event of this type. */
  readonly type?: EventType
  /** History, whatever the body says. */
  readonly kind?: 'import'
}

/** How one family of clients talks to ingest: a folder each, and a line in `protocols.ts`. */
export interface Protocol {
  readonly routes: readonly EventRoute[]
  /** How a body becomes JSON, and where its key is. */
  readonly reader: BodyReader
  /** The events of a body in Waymark's words. */
  readonly read: (body: ParsedBody, route: EventRoute, at: ReadAt) => ReceivedEvents | Fault
  /** What the client hears of events of which at least one was taken, or of which none was. */
  readonly answer: (accepted: Accepted, request: FastifyRequest) => Reply
  /** A fault as these clients expect one. */
  readonly refuse: Refuse
  /** What the clients ask for beside events. Faults of these routes have the same shape. */
  readonly beside?: (app: FastifyInstance, ctx: IngestContext) => void
}

/** What a body does not say of itself. */
export interface ReadAt {
  readonly query: { readonly [name: string]: unknown }
  readonly now: number
}
