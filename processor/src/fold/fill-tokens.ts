/** Fills `{{token}}` and `{{token | fall-back}}`; a token that has no value and no fall-back becomes nothing. */
export const fillTokens = (text: string, valueOf: (token: string) => unknown): string =>
  text.replace(
    /\{\{\s*([\w$.-]{1,100})\s*(?:\|\s*([^}]{0,200}?)\s*)?\}\}/g,
    (_, token: string, otherwise?: string) => {
      const value = valueOf(token)
      const printable =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return printable && value !== '' ? String(value) : (otherwise ?? '')
    },
  )
