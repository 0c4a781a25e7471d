import { expect, test } from 'vitest'
import { alertOf, deliveryId, isBefore, webhookId } from './delivery-id.ts'

test('an id gives back the alert that it names, whatever the subject contains', () => {
  const name = { subject: 'prod/g/a@b:c.1/2', version: 1_700_000_000_000, index: 3 }
  const id = deliveryId(name, 'sdr-hook')
  expect(id).toBe('prod/g/a@b:c.1/2@1700000000000.3:sdr-hook')
  expect(alertOf(id)).toEqual(name)
})

test('the webhook id is the same for the same delivery, another for another, and safe to sign', () => {
  const id = webhookId('prod/g/acme@1.0:hook')
  expect(webhookId('prod/g/acme@1.0:hook')).toBe(id)
  expect(webhookId('prod/g/acme@1.0:other')).not.toBe(id)
  expect(id).toMatch(/^msg_[A-Za-z0-9_-]{27}$/)
})

test('alerts of a subject are in the order of its versions', () => {
  const at = (version: number, index: number) => ({ subject: 's', version, index })
  expect(isBefore(at(1, 5), at(2, 0))).toBe(true)
  expect(isBefore(at(2, 0), at(2, 1))).toBe(true)
  expect(isBefore(at(2, 1), at(2, 1))).toBe(false)
})
