/** A place in a text that a value of the reader fills: `{{plan}}`, `{{person.name | there}}`. */
export interface Token {
  readonly name: string
  /** What stands there when there is no value. Absent: without a value the text cannot be said. */
  readonly otherwise?: string
}

const pattern = /\{\{\s*([\w$.-]{1,100})\s*(?:\|\s*([^{}]{0,200}?)\s*)?\}\}/g

/** A text in its pieces: what stands as it is, and the places to fill. */
export const tokenParts = (text: string): readonly (string | Token)[] => {
  const parts: (string | Token)[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const [whole, name = '', otherwise] = match
    if (match.index > from) parts.push(text.slice(from, match.index))
    parts.push(otherwise === undefined ? { name } : { name, otherwise })
    from = match.index + whole.length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** The places to fill in a text. */
export const tokensIn = (text: string): readonly Token[] =>
  tokenParts(text).filter((part) => typeof part !== 'string')

/** What the text would say besides its places to fill; braces that are left there were meant to be one. */
const looseBraces = (text: string): boolean =>
  tokenParts(text).some((part) => typeof part === 'string' && /\{\{|\}\}/.test(part))

const known = /^(person\.[\w$-]+|account\.(id|name)|[\w$-]+)$/

/** What is wrong with the places to fill in a text, in a sentence. */
export const faultOfTokens = (text: string): string | undefined => {
  if (looseBraces(text)) return 'a token such as {{person.name | there}}; these braces are none'
  const wrong = tokensIn(text).find(({ name }) => !known.test(name))
  return (
    wrong &&
    `no token is called "${wrong.name}"; there are person.…, account.name, account.id and traits`
  )
}
