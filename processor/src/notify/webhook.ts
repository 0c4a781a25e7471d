import type { Channel, ChannelDeps, Message } from './channel.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { Outcome } from './outcome.ts'
import { signWebhook } from './sign-webhook.ts'

/** The message as it is stored, without what only a chat has to know. */
const bodyOf = (message: Message): object => {
  const { sayMarks: _, ...data } = message.data
  return { ...message, data }
}

const unopened =
  'The signing secret of the endpoint cannot be opened: WAYMARK_SECRET is not the one that it was sealed with.'

/** The text to sign with, or why there is none. Both can be put right, so it is tried again. */
const signingText = (
  { secretOf, logger }: ChannelDeps,
  env: string,
  endpoint: string,
): string | Extract<Outcome, { readonly t: 'retry' }> => {
  const secret = secretOf(env, endpoint)
  if (secret.t === 'open') return secret.text
  if (secret.t === 'none') return { t: 'retry', reason: 'The endpoint has no signing secret yet.' }
  logger.error({ env, endpoint }, unopened)
  return { t: 'retry', reason: unopened }
}

/** A signed POST by Standard Webhooks. */
export const webhookChannel: Channel<'webhook', string> = {
  render: (message) => JSON.stringify(bodyOf(message)),
  send: async ({ payload, webhookId, env }, endpoint, deps) => {
    const { clock, post } = deps
    const secret = signingText(deps, env, endpoint.id)
    if (typeof secret !== 'string') return secret
    const timestamp = Math.floor(clock() / 1000)
    const signature = signWebhook(secret, { id: webhookId, timestamp, body: payload })
    if (signature === undefined)
      return { t: 'dead', reason: 'The signing secret of the endpoint is not usable.' }
    const answer = await post({
      url: endpoint.url,
      headers: {
        'content-type': 'application/json',
        'webhook-id': webhookId,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
      },
      body: payload,
    })
    return judgeAnswer(answer, clock())
  },
}
