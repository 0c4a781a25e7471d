import { createSealer, signText } from '@waymark/runtime'
import {
  type Email,
  type MailLink,
  type MailLinkKind,
  mailLinkName,
  mailLinkPaths,
  mailLinkPurpose,
  writeMailLink,
} from '@waymark/schemas'
import type { MessageLinks } from './render-email.ts'

export interface MailLinkConfig {
  /** The secret that ingest has, too. */
  readonly secret: string
  /** What readers reach ingest by. */
  readonly url: string
}

/** Makes the addresses of ours that stand in one message: sealed, so that nobody else can make one. */
export const createMessageLinks = ({ secret, url }: MailLinkConfig) => {
  const sealer = createSealer(signText(secret, mailLinkPurpose))
  const base = url.replace(/\/+$/, '')
  const addressOf = (kind: MailLinkKind, link: MailLink): string =>
    `${base}${mailLinkPaths[kind]}${sealer.seal(mailLinkName(kind), writeMailLink(link))}`
  return (email: Email, link: Omit<MailLink, 'address' | 'url'>, address: string): MessageLinks => {
    const { track = {}, transactional } = email
    return {
      click: (to) => (track.clicks === false ? to : addressOf('click', { ...link, url: to })),
      ...(track.opens ? { open: addressOf('open', link) } : {}),
      ...(transactional ? {} : { unsubscribe: addressOf('unsubscribe', { ...link, address }) }),
    }
  }
}
