import type { Endpoint } from '@waymark/schemas'
import type { Channel, ChannelDeps, EndpointType, Message, Sending } from './channel.ts'
import { emailChannel } from './email.ts'
import type { Outcome } from './outcome.ts'
import { slackChannel } from './slack.ts'
import { webhookChannel } from './webhook.ts'

/** Every channel. A new one is a file and a line here. */
const channels = {
  webhook: webhookChannel,
  slack: slackChannel,
  email: emailChannel,
} as const satisfies { readonly [T in EndpointType]: unknown }

/** Renders a stored message for the endpoint as it is now, and makes one attempt. */
export const sendThroughChannel = (
  sending: Sending<Message>,
  endpoint: Endpoint,
  deps: ChannelDeps,
): Promise<Outcome> => {
  // The table pairs each channel with its own type of endpoint; TypeScript cannot follow that through an index.
  const channel = channels[endpoint.type] as Channel<EndpointType, unknown>
  return channel.send({ ...sending, payload: channel.render(sending.payload) }, endpoint, deps)
}
