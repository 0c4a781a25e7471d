/** Fills `{{token}}` and `{{token | fall-back}}`; a token that has no value and no fall-back becomes nothing. */
export const fillTokens = (text: string, value: (token: string) => unknown): string =>
  text.replace(
    /\{\{\s*([\w$.-]{1,100})\s*(?:\|\s*([^}]{0,200}?)\s*)?\}\}/g,
    (_, token: string, otherwise?: string) => {
      const found = value(token)
      const printable =
        typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
      return printable && found !== '' ? String(found) : (otherwise ?? '')
    },
  )
