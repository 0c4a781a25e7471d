import type { ContentNode, LocalText } from '@waymark/schemas/wire/content'

export interface Words {
  readonly locale: string
  readonly values: { readonly [token: string]: string }
}

/** The text in the reader's language, personal values put in. */
export const textFor = (text: LocalText, words: Words): string =>
  fillTokens(typeof text === 'string' ? text : (text[pickLocale(text, words.locale)] ?? ''), words)

/** What was written first, its tokens unfilled: how a control is called in records, the same for everyone and nothing personal. */
export const asWritten = (text: LocalText): string =>
  typeof text === 'string' ? text : (Object.values(text)[0] ?? '')

/** `de-CH` → `de-CH`, else `de`, else another `de-…`, else the first that was written. */
export const pickLocale = (text: { readonly [locale: string]: string }, locale: string): string => {
  const written = Object.keys(text)
  const wanted = locale.toLowerCase()
  const language = languageOf(wanted)
  return (
    written.find((each) => each.toLowerCase() === wanted) ??
    written.find((each) => each.toLowerCase() === language) ??
    written.find((each) => languageOf(each.toLowerCase()) === language) ??
    written[0] ??
    ''
  )
}

const languageOf = (locale: string): string => locale.split(/[-_]/)[0] ?? ''

/** `{{name | there}}`: the person's value, else what stands behind the bar, else nothing. Values are text, never markup. */
const fillTokens = (text: string, { values }: Words): string =>
  text.replace(/\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}/g, (_all, token: string, other = '') =>
    Object.hasOwn(values, token) && values[token] !== '' ? (values[token] ?? '') : other.trim(),
  )

/** Texts that show in which language a content is. */
export const localTextsIn = (nodes: readonly ContentNode[]): readonly LocalText[] =>
  nodes.flatMap((node) => {
    if ('heading' in node) return [node.heading]
    if ('text' in node) {
      return Array.isArray(node.text) ? node.text.map((run) => run.text) : [node.text]
    }
    if ('columns' in node) return localTextsIn(node.columns.flat())
    if ('question' in node) return [node.question.ask]
    return 'button' in node ? [node.button.label] : []
  })

const rightToLeft = /^(ar|he|iw|fa|ur|ps|sd|ug|yi|dv|ckb|ku-arab)\b/i

/** Language and direction of what is shown; a text that names no locale shows its direction by its letters. */
export const directionOf = (
  texts: readonly LocalText[],
  locale: string,
): { readonly dir: 'ltr' | 'rtl' | 'auto'; readonly lang: string | undefined } => {
  const localised = texts.find((text) => typeof text !== 'string')
  if (!localised || typeof localised === 'string') return { dir: 'auto', lang: undefined }
  const lang = pickLocale(localised, locale)
  return { dir: rightToLeft.test(lang) ? 'rtl' : 'ltr', lang }
}
