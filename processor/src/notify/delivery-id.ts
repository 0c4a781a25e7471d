import { createHash } from 'node:crypto'
import type { SubjectKey } from '@waymark/schemas'

/** Where in the log an alert was decided. */
export interface AlertName {
  readonly subject: SubjectKey
  readonly version: number
  readonly index: number
}

/** Names one alert at one endpoint: made from where it was decided, so that reading the log again makes the same name. */
export const deliveryId = ({ subject, version, index }: AlertName, endpoint: string): string =>
  `${subject}@${version}.${index}:${endpoint}`

/** The `webhook-id` of a delivery. Opaque, without `.`, and the same for the same delivery for ever. */
export const webhookId = (id: string): string =>
  `msg_${createHash('sha256').update(id).digest('base64url').slice(0, 27)}`

/** The alert that a delivery is about. Subjects may contain `@` and `:`; endpoints and numbers do not. */
export const alertOf = (id: string): AlertName => {
  const colon = id.lastIndexOf(':')
  const at = id.lastIndexOf('@', colon)
  const [version, index] = id
    .slice(at + 1, colon)
    .split('.')
    .map(Number)
  return { subject: id.slice(0, at), version: version ?? Number.NaN, index: index ?? Number.NaN }
}

/** Whether `a` was decided before `b`; of one subject. */
export const isBefore = (a: AlertName, b: AlertName): boolean =>
  a.version < b.version || (a.version === b.version && a.index < b.index)
