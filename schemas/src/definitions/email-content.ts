import { z } from 'zod'
import { faultOfTokens, tokenParts } from '../tokens.ts'
import type { ContentNode, LocalText, TextRun } from '../wire/content.ts'
import { localText } from '../wire/content-schema.ts'
import { hasWords, wordsExpected } from '../wire/has-words.ts'

type Leaf<Key extends string> = Extract<ContentNode, { readonly [K in Key]: unknown }>

/** A button of an e-mail opens an address: it is the one action that works in a mailbox. */
interface EmailButton {
  readonly label: LocalText
  readonly action: { readonly open: string }
  readonly look?: 'primary' | 'quiet'
}

interface EmailImage {
  readonly src: string
  readonly alt: LocalText
  /** Pixels; without it the image is as wide as the text. */
  readonly width?: number
  readonly height?: number
  readonly link?: string
}

/** Content of an e-mail: the nodes of guides that work in a mailbox, and a line across. No HTML. */
export type EmailNode =
  | Leaf<'heading'>
  | Leaf<'text'>
  | Leaf<'link'>
  | Leaf<'list'>
  | { readonly image: EmailImage }
  | { readonly button: EmailButton }
  | { readonly divider: true }

/** Text with tokens in it. */
export const tokenText = localText.superRefine((text, ctx) => {
  const texts = typeof text === 'string' ? [text] : Object.values(text)
  const fault = texts.map(faultOfTokens).find((found) => found !== undefined)
  if (fault !== undefined) ctx.addIssue({ code: 'custom', message: fault })
})

/** The same where nothing would be left without it. */
const wording = tokenText.refine(hasWords, wordsExpected)

/** What would end an attribute, run, or be read differently by different clients. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to stay out
const unsafe = /[\u0000-\u0020\u007f"'<>\\^`{|}]/

/** The address with something harmless in its tokens. */
const filled = (url: string): string =>
  tokenParts(url)
    .map((part) => (typeof part === 'string' ? part : 'x'))
    .join('')

const startsSafely = (url: string): boolean => {
  const [first = ''] = tokenParts(url)
  if (typeof first !== 'string') return false
  const hasTokens = first !== url
  return hasTokens
    ? /^https?:\/\/[^/?#@]+[/?#]/i.test(first)
    : /^(https?:\/\/[^/?#@]+([/?#]|$)|mailto:[^@]+@[^@]+$)/i.test(first)
}

/** Where a link leads: a whole address, whose host no token can choose. */
const address = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (url) => startsSafely(url) && !unsafe.test(filled(url)),
    'a whole https, http or mailto address; tokens only behind its host',
  )
  .refine((url) => faultOfTokens(url) === undefined, 'tokens such as {{account.id}}')

const imageAddress = address.refine((url) => /^https?:/i.test(url), 'a whole https or http address')

const pixels = z.int().min(1).max(2000)

const run: z.ZodType<TextRun> = z.strictObject({
  text: tokenText,
  bold: z.boolean().exactOptional(),
  italic: z.boolean().exactOptional(),
  code: z.boolean().exactOptional(),
  link: address.exactOptional(),
})

/** The nodes of an e-mail. */
export const emailNodeSchema = z.union([
  z.strictObject({ heading: wording }),
  z.strictObject({ text: z.union([wording, z.array(run).min(1).max(50)]) }),
  z.strictObject({
    image: z.strictObject({
      src: imageAddress,
      alt: tokenText,
      width: pixels.exactOptional(),
      height: pixels.exactOptional(),
      link: address.exactOptional(),
    }),
  }),
  z.strictObject({
    button: z.strictObject({
      label: wording,
      action: z.strictObject({ open: address }),
      look: z.enum(['primary', 'quiet']).exactOptional(),
    }),
  }),
  z.strictObject({ link: z.strictObject({ label: wording, url: address }) }),
  z.strictObject({
    list: z.array(wording).min(1).max(20),
    ordered: z.boolean().exactOptional(),
  }),
  z.strictObject({ divider: z.literal(true) }),
]) as z.ZodType<EmailNode>
