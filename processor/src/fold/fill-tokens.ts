import { plainValue } from '../plain-value.ts'

/**
 * Fills `{{token}}` and `{{token | fall-back}}`; a token that has no value and no fall-back becomes nothing. A value adds words, never
 * lines or marks of its own: visitors choose it, and who reads the text takes its form for the author's.
 */
export const fillTokens = (text: string, value: (token: string) => unknown): string =>
  text.replace(
    /\{\{\s*([\w$.-]{1,100})\s*(?:\|\s*([^}]{0,200}?)\s*)?\}\}/g,
    (_, token: string, otherwise?: string) => {
      const found = value(token)
      const printable =
        typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
      return printable && found !== '' ? plainValue(String(found)) : (otherwise ?? '')
    },
  )
