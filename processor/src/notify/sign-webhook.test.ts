import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signWebhook } from './sign-webhook.ts'

const content = { id: 'msg_1', timestamp: Math.floor(Date.now() / 1000), body: '{"name":"Zoë ☕"}' }
const secret = `whsec_${Buffer.alloc(24, 3).toString('base64')}`

test('the reference library verifies what was signed, and nothing that was changed', () => {
  const headers = {
    'webhook-id': content.id,
    'webhook-timestamp': String(content.timestamp),
    'webhook-signature': signWebhook(secret, content) ?? '',
  }
  expect(new Webhook(secret).verify(content.body, headers)).toEqual({ name: 'Zoë ☕' })
  expect(() => new Webhook(secret).verify(`${content.body} `, headers)).toThrow(/signature/)
})

test('a secret that is too short or no secret at all signs nothing', () => {
  expect(signWebhook(`whsec_${Buffer.alloc(23).toString('base64')}`, content)).toBeUndefined()
  expect(signWebhook(Buffer.alloc(32).toString('base64'), content)).toBeUndefined()
})
