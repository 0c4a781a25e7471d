import { type AlertBody, type SubjectKey, subjectPath } from '@waymark/schemas'

/**
 * What a webhook receives, and what the other channels are rendered from. Stored with the delivery; the same at every attempt.
 */
export interface AlertMessage {
  readonly type: 'pql.entered' | 'pql.test'
  /** When it was decided, ISO 8601. */
  readonly timestamp: string
  readonly data: AlertBody & {
    readonly env: string
    readonly links: { readonly subject: string }
  }
}

interface SubjectIn {
  readonly env: string
  readonly subject: SubjectKey
}

/** The dashboard's page about a person or an account. `env` chooses what the rest of the dashboard shows. */
export const subjectLink = (publicUrl: string, { env, subject }: SubjectIn): string =>
  `${publicUrl.replace(/\/+$/, '')}${subjectPath(subject)}?env=${encodeURIComponent(env)}`

export const alertMessage = (
  alert: { readonly body: AlertBody; readonly env: string; readonly at: number },
  publicUrl: string,
): AlertMessage => ({
  type: 'pql.entered',
  timestamp: new Date(alert.at).toISOString(),
  data: {
    ...alert.body,
    env: alert.env,
    links: { subject: subjectLink(publicUrl, { env: alert.env, subject: alert.body.subject }) },
  },
})

/** What a person reads first on every channel. */
export const headline = ({ type, data }: AlertMessage): string =>
  `${type === 'pql.test' ? 'Test: ' : ''}${data.name}: ${data.pqlName}${data.owner === undefined ? '' : ` (for ${data.owner})`}`
