import type { AlertBody } from '@waymark/schemas'
import { expect } from 'vitest'
import type { Receiver } from '../support/receiver.ts'
import { until } from '../support/until.ts'

/** Every account was alerted by one webhook id of its own; a repeated delivery has the id and the body of the first. */
export const expectOneAlertEach = async (
  crm: Receiver,
  accounts: ReadonlySet<string>,
  withinMs = 60_000,
): Promise<void> => {
  const alerts = (): ReadonlyMap<string, string> =>
    new Map(crm.received.map(({ headers, body }) => [headers['webhook-id'] ?? '', body]))
  await until(() => expect(alerts().size).toBeGreaterThanOrEqual(accounts.size), withinMs)
  for (const { headers, body } of crm.received) {
    expect(alerts().get(headers['webhook-id'] ?? '')).toBe(body)
  }
  const alerted = [...alerts().values()].map(
    (body) => (JSON.parse(body) as { readonly data: AlertBody }).data.id,
  )
  expect(alerted).toHaveLength(accounts.size)
  expect(new Set(alerted)).toEqual(accounts)
}
