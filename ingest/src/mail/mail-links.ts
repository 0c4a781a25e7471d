import { createSealer, signText } from '@waymark/runtime'
import {
  type MailLink,
  type MailLinkKind,
  mailLinkName,
  mailLinkPurpose,
  readMailLink,
} from '@waymark/schemas'

/** Opens the addresses that stand in e-mails. */
export interface MailLinks {
  /** `undefined` where the text was not sealed here, or as a link of another kind. */
  readonly open: (kind: MailLinkKind, text: string) => MailLink | undefined
}

/** Longer than any that is made. */
const longest = 4000

export const createMailLinks = (secret: string): MailLinks => {
  const sealer = createSealer(signText(secret, mailLinkPurpose))
  return {
    open: (kind, text) => {
      const opened = text.length > longest ? undefined : sealer.open(mailLinkName(kind), text)
      return opened === undefined ? undefined : readMailLink(opened)
    },
  }
}
