import type { SubjectKey } from './subject.ts'

/** What an address of ours in an e-mail stands for; sealed, so that nobody can make one or read whom it is about. */
export interface MailLink {
  readonly env: string
  readonly subject: SubjectKey
  /** Id of the message. */
  readonly send: string
  /** As its author wrote it. */
  readonly engagement: string
  readonly email: string
  /** The address that the message was sent to; of the one that unsubscribes. */
  readonly address?: string
  /** Where a click leads. */
  readonly url?: string
}

export type MailLinkKind = 'open' | 'click' | 'unsubscribe'

/** The path at ingest, before the sealed text. */
export const mailLinkPaths: { readonly [Kind in MailLinkKind]: string } = {
  open: '/v1/e/o/',
  click: '/v1/e/c/',
  unsubscribe: '/v1/e/u/',
}

/** Under which name a link is sealed: one of a kind opens as no other. */
export const mailLinkName = (kind: MailLinkKind): string => `mail/${kind}`

/** What the secret of this installation is turned into for links, so that no other use of it opens them. */
export const mailLinkPurpose = 'mail-links'

/** The link as a short text; it is sealed before it leaves. */
export const writeMailLink = (link: MailLink): string => {
  const { env, subject, send, engagement, email, address, url } = link
  return JSON.stringify([env, subject, send, engagement, email, address ?? null, url ?? null])
}

/** The link that a text of ours holds. */
export const readMailLink = (text: string): MailLink => {
  const [env, subject, send, engagement, email, address, url] = JSON.parse(text)
  return {
    env,
    subject,
    send,
    engagement,
    email,
    ...(address === null ? {} : { address }),
    ...(url === null ? {} : { url }),
  }
}
