import type { Clock, Logger, Sealer } from '@waymark/runtime'
import type { Definition, DeliveryRecord, JsonObject } from '@waymark/schemas'
import type { ExplainedDefinition } from '@waymark/schemas/api/explanation'
import type { DebuggedBy } from '@waymark/schemas/wire/debugging'
import type { EventLog, EventStore } from '@waymark/storage'

/** Makes names and secrets; an argument, so that a test can foresee them. */
export interface Ids {
  /** A name for a new thing: `prefix_…`. Not a secret. */
  readonly newId: (prefix: string) => string
  /** A new key, token or link: `prefix_…`, 200 random bits. */
  readonly newSecret: (prefix: string) => string
}

/** What sends alerts, where it runs in this process. */
export interface Sender {
  /** Sends a test to an endpoint and answers with what became of it; `undefined`: no such endpoint. */
  readonly sendTest: (env: string, endpoint: string) => Promise<DeliveryRecord | undefined>
  /** Sends a delivery again, under the same webhook id. */
  readonly replay: (
    deliveryId: string,
  ) => Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: string }>
}

/** What one message makes of a person at one instant: every gate up to the first that is shut. */
export interface GatesNow extends DebuggedBy {
  readonly guide: string
}

/** A person as the processor wrote them last, and what is published. */
export interface AskedGates {
  readonly env: string
  readonly state: JsonObject
  readonly published: readonly { readonly definition: Definition; readonly version: number }[]
  readonly now: number
}

export interface DashboardConfig {
  /** What browsers reach ingest by; absent: the address that the dashboard was asked at. */
  readonly publicUrl?: string
  /** What people reach the dashboard by; absent: `publicUrl`, or else the address they used. */
  readonly dashboardUrl?: string
  /** Counts what is usual for each score once a day. */
  readonly keepsCohorts?: boolean
  /** Consumer groups whose progress tells how fresh the numbers are. */
  readonly groups?: { readonly processor: string; readonly sink: string }
  /** The consumer group in which a partition says up to where it has taken definitions up; absent: nobody is told who has not. */
  readonly takenUpGroup?: (partition: number) => string
}

export interface DashboardDeps {
  readonly log: EventLog
  readonly store: EventStore
  readonly clock: Clock
  readonly ids: Ids
  readonly sealer: Sealer
  readonly logger: Logger
  /** Absent: the process that sends is another, and is asked over the log. */
  readonly notifier?: Sender
  /** Whether the process that sends has a mail server; absent where that is another process. */
  readonly hasMailServer?: boolean
  /** Why an endpoint's address is refused, in a sentence; `undefined` where it may be used. */
  readonly checkEndpointUrl?: (url: string) => Promise<string | undefined>
  /** Asks the gates of all guides, by the code that decides; absent: only what was recorded is told. */
  readonly askGates?: (asked: AskedGates) => readonly GatesNow[]
  /** Asks milestones, segments, PQLs, the lifecycle and flows what they expect and find, by the code that decides. */
  readonly askDefinitions?: (asked: AskedGates) => readonly ExplainedDefinition[]
  /** Folder of the built app; absent or missing: only the API is served. */
  readonly webDir?: string
  readonly demo?: boolean
  readonly demoUrl?: string
  /** The tags that a page pastes. */
  readonly snippet: (origin: string, key: string) => string
}
