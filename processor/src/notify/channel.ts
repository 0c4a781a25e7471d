import type { Clock, Logger } from '@waymark/runtime'
import type { Endpoint } from '@waymark/schemas'
import type { AlertMessage } from './alert-message.ts'
import type { Mail } from './mailer.ts'
import type { Outcome } from './outcome.ts'
import type { Post } from './post.ts'
import type { SendMessage } from './send-message.ts'

/** What is told: of a lead, or what an engagement sends. */
export type Message = AlertMessage | SendMessage

export type EndpointType = Endpoint['type']
export type EndpointOf<T extends EndpointType> = Extract<Endpoint, { readonly type: T }>

/** The `whsec_…` text; that none was made yet; or that one lies there which WAYMARK_SECRET does not open. */
export type SigningSecret =
  | { readonly t: 'open'; readonly text: string }
  | { readonly t: 'none' }
  | { readonly t: 'unopened' }

/** One rendered message on its way. */
export interface Sending<Payload> {
  readonly payload: Payload
  readonly webhookId: string
  readonly env: string
}

export interface ChannelDeps {
  readonly clock: Clock
  readonly post: Post
  /** Absent where no mail server is configured. */
  readonly mail?: Mail
  readonly logger: Logger
  /** What an endpoint's messages are signed with. */
  readonly secretOf: (env: string, endpointId: string) => SigningSecret
}

/** A way to reach people. `render` is pure; `send` makes one attempt and never rejects. */
export interface Channel<T extends EndpointType, Payload> {
  readonly render: (message: Message) => Payload
  readonly send: (
    sending: Sending<Payload>,
    endpoint: EndpointOf<T>,
    deps: ChannelDeps,
  ) => Promise<Outcome>
}
