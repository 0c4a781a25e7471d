import type { Channel, Message } from './channel.ts'
import { judgeAnswer } from './judge-answer.ts'
import { signWebhook } from './sign-webhook.ts'

/** The message as it is stored, without what only a chat has to know. */
const bodyOf = (message: Message): object => {
  const { sayMarks: _, ...data } = message.data
  return { ...message, data }
}

/** A signed POST by Standard Webhooks. */
export const webhookChannel: Channel<'webhook', string> = {
  render: (message) => JSON.stringify(bodyOf(message)),
  send: async ({ payload, webhookId, env }, endpoint, { clock, post, secretOf }) => {
    const secret = secretOf(env, endpoint.id)
    if (secret === undefined)
      return { t: 'retry', reason: 'The endpoint has no signing secret yet.' }
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
