import { z } from 'zod'
import type { LocalText } from '../wire/content.ts'
import { colour } from '../wire/content-schema.ts'
import { hasWords } from '../wire/has-words.ts'
import { type EmailNode, emailNodeSchema, tokenText } from './email-content.ts'
import { named } from './named.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to stay out
const control = /[\u0000-\u001f\u007f]/

const everyLocale = (text: LocalText, is: (one: string) => boolean): boolean =>
  (typeof text === 'string' ? [text] : Object.values(text)).every(is)

const isLine = (text: LocalText): boolean => everyLocale(text, (one) => !control.test(one))

const line = tokenText.refine(isLine, 'one line')

const senderName = z
  .string()
  .min(1)
  .max(100)
  .refine((name) => isLine(name) && !/[<>"@]/.test(name), 'a name such as Ada of Example')

/** A message to a person by e-mail. Links, tracking and the way to unsubscribe are added when it is sent. */
export const emailSchema = z.strictObject({
  kind: z.literal('email'),
  ...named,
  /** Who writes; what is absent is the sender of this installation (WAYMARK_MAIL_FROM). */
  from: z
    .strictObject({
      name: senderName.exactOptional(),
      address: z.email().exactOptional(),
      'reply-to': z.email().exactOptional(),
    })
    .exactOptional(),
  subject: line.refine(hasWords, 'is empty: a text'),
  /** What a mailbox shows behind the subject. */
  preview: line.exactOptional(),
  content: z.array(emailNodeSchema).min(1).max(50),
  /** Small print at the end: who sends this, and from which address. */
  footer: tokenText.exactOptional(),
  /** Part of using the product (a receipt, a security notice): sent after somebody has unsubscribed, too, and offers no way to. */
  transactional: z.boolean().exactOptional(),
  /** Clicks are recorded unless switched off, opens only where switched on. */
  track: z
    .strictObject({ opens: z.boolean().exactOptional(), clicks: z.boolean().exactOptional() })
    .exactOptional(),
  theme: z.strictObject({ accent: colour.exactOptional() }).exactOptional(),
})

export type Email = z.infer<typeof emailSchema>

const textsOfNode = (node: EmailNode): readonly LocalText[] => {
  if ('heading' in node) return [node.heading]
  if ('text' in node) {
    if (typeof node.text === 'string' || !Array.isArray(node.text)) return [node.text as LocalText]
    return node.text.flatMap((run) => (run.link === undefined ? [run.text] : [run.text, run.link]))
  }
  if ('image' in node) return [node.image.alt, node.image.src, node.image.link ?? '']
  if ('button' in node) return [node.button.label, node.button.action.open]
  if ('link' in node) return [node.link.label, node.link.url]
  return 'list' in node ? node.list : []
}

/** Every text of an e-mail in which a token may stand. */
export const textsOfEmail = (email: Email): readonly LocalText[] => [
  email.subject,
  email.preview ?? '',
  email.footer ?? '',
  ...email.content.flatMap(textsOfNode),
]
