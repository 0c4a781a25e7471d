import { expect, test } from 'vitest'
import { createWorld } from '../../../manual/support/world.ts'

const tell = {
  kind: 'engagement',
  id: 'tell',
  audience: { did: { event: 'Login' } },
  send: [{ webhook: 'sales', say: 'Call {{name}}:\n{{email}}' }],
  reentry: 'every-time',
  caps: 'none',
}
const sales = {
  kind: 'endpoint',
  id: 'sales',
  type: 'slack',
  url: 'https://hooks.slack.com/services/T/B/x',
}

const sentTo = (traits: { readonly [name: string]: string }) => {
  const world = createWorld(sales, tell)
  world.send({ type: 'identify', userId: 'eve', traits })
  world.send({ userId: 'eve', event: 'Login' })
  return world.all('send')[0]
}

test('an address with a break in it is nobody’s address, and breaks of values break no text', () => {
  const sent = sentTo({
    name: '<!here> Eve\n\n*Fake*',
    email: 'eve@x.example\r\nBcc: all@x.example',
  })
  expect(sent?.to).not.toHaveProperty('email')
  expect(sent?.say).toBe('Call <!here> Eve *Fake*:\neve@x.example Bcc: all@x.example')
  expect(sentTo({ email: 'eve_b@x.example' })?.to.email).toBe('eve_b@x.example')
})
