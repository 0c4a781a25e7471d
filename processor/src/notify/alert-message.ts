import { type AlertBody, parseSubjectKey } from '@waymark/schemas'

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

/** The dashboard's page about a person or an account. */
const subjectLink = (publicUrl: string, subject: string): string => {
  const parsed = parseSubjectKey(subject)
  const page = parsed?.kind === 'account' ? 'accounts' : 'people'
  const id = encodeURIComponent((parsed?.id ?? subject).toWellFormed())
  const env = encodeURIComponent(parsed?.env ?? '')
  return `${publicUrl.replace(/\/+$/, '')}/${page}/${id}?env=${env}`
}

export const alertMessage = (
  alert: { readonly body: AlertBody; readonly env: string; readonly at: number },
  publicUrl: string,
): AlertMessage => ({
  type: 'pql.entered',
  timestamp: new Date(alert.at).toISOString(),
  data: {
    ...alert.body,
    env: alert.env,
    links: { subject: subjectLink(publicUrl, alert.body.subject) },
  },
})

/** What a person reads first on every channel. */
export const headline = ({ type, data }: AlertMessage): string =>
  `${type === 'pql.test' ? 'Test: ' : ''}${data.name}: ${data.pqlName}`
