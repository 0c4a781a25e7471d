import type { DeliveryRecord } from '@waymark/schemas'

/** A delivery of Acme's alert, as it stands in the log. */
export const delivery = (given: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  v: 1,
  id: 'production/g/acme@1.0:sdr-hook',
  webhookId: 'msg_1',
  env: 'production',
  endpoint: 'sdr-hook',
  subject: 'production/g/acme',
  pql: 'trial-pql',
  kind: 'alert',
  status: 'delivered',
  attempts: 1,
  decided: 1,
  at: 2,
  payload: { type: 'pql.entered' },
  ...given,
})
