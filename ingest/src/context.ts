import type { Clock, Logger, Metrics, Sealer } from '@waymark/runtime'
import type { EventLog } from '@waymark/storage'
import type { AssetsView } from './assets/assets-view.ts'
import type { Gate } from './http/gate.ts'
import type { OutageLog } from './http/outage-log.ts'
import type { RateLimit } from './http/rate-limit.ts'
import type { Refusals } from './http/refusals.ts'
import type { Identities } from './identity/identities.ts'
import type { MailLinks } from './mail/mail-links.ts'
import type { SdkFiles } from './sdk-files/read-sdk-files.ts'
import type { AuthoringLinesView } from './serving/authoring-lines-view.ts'
import type { AuthoringTickets } from './serving/authoring-tickets.ts'
import type { Claims } from './serving/claims.ts'
import type { DefinitionsView } from './serving/definitions-view.ts'
import type { ServingView } from './serving/serving-view.ts'
import type { Streams } from './serving/streams.ts'
import type { Tickets } from './serving/ticket.ts'

/** Everything that a route may need. */
export interface IngestContext {
  readonly publicUrl: string | undefined
  readonly log: EventLog
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: Clock
  readonly random: () => number
  readonly newMessageId: () => string
  readonly definitions: DefinitionsView
  readonly assets: AssetsView
  readonly serving: ServingView
  readonly identities: Identities
  readonly tickets: Tickets
  readonly authoring: AuthoringTickets
  readonly lines: AuthoringLinesView
  readonly sealer: Sealer
  readonly mailLinks: MailLinks
  readonly streams: Streams
  readonly claims: Claims
  readonly refusals: Refusals
  readonly outages: OutageLog
  readonly gate: Gate
  readonly rateLimit: RateLimit
  readonly sdkFiles: SdkFiles
  /** Keys and definitions are known: events can be accepted. */
  readonly isOpen: () => boolean
  /** What is there for whom is known: messages can be asked for. */
  readonly knowsPeople: () => boolean
  /** Open, and not about to stop: events should be sent here. */
  readonly isReady: () => boolean
  /** The server is about to close: what stays open by design has to end. */
  readonly onClosing: () => void
  /** Fires then: who waits for news answers at once that there is none. */
  readonly closing: AbortSignal
}
