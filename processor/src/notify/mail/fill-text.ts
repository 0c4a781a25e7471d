import { tokenParts } from '@waymark/schemas'
import type { LocalText } from '@waymark/schemas/wire/content'

/** What is known of the reader, by the name of a token; `undefined` where nothing is. */
export type Values = (token: string) => unknown

/** Fills texts and addresses for one reader, and keeps the names of tokens that had neither value nor fall-back. */
export interface Filler {
  readonly text: (text: LocalText) => string
  /** An address: values are encoded, so that none can lead elsewhere. */
  readonly address: (url: string) => string
  /** Tokens that were left empty; with any of them the message must not go out. */
  readonly missing: ReadonlySet<string>
  /** The language of the texts. */
  readonly locale: string | undefined
}

const valueLimit = 200

/** Somebody who signs up under a stranger's address and calls himself a link would make us send it for him. */
const isAddress = (text: string): boolean => /:\/\/|\bwww\./i.test(text)

const printable = (value: unknown): string | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string' || value.trim() === '' || isAddress(value)) return undefined
  return [...value.trim()].slice(0, valueLimit).join('')
}

/** The text in the reader's language, in its base language, or the first one given. */
const inLocale = (text: LocalText, locale: string | undefined): string => {
  if (typeof text === 'string') return text
  const own = (name: string | undefined): string | undefined =>
    name !== undefined && Object.hasOwn(text, name) ? text[name] : undefined
  return own(locale) ?? own(locale?.split('-')[0]) ?? Object.values(text)[0] ?? ''
}

/**
 * @example
 * const filler = createFiller(() => undefined, 'en')
 * filler.text('Hello {{person.name | there}}') // 'Hello there'
 */
export const createFiller = (values: Values, locale: string | undefined): Filler => {
  const missing = new Set<string>()
  const fill = (text: string, write: (value: string) => string): string =>
    tokenParts(text)
      .map((part) => {
        if (typeof part === 'string') return part
        const value = printable(values(part.name)) ?? part.otherwise
        if (value === undefined) missing.add(part.name)
        return write(value ?? '')
      })
      .join('')
  return {
    text: (text) => fill(inLocale(text, locale), (value) => value),
    address: (url) => fill(url, encodeURIComponent),
    missing,
    locale,
  }
}
