/** Mark-up whose every inserted text has been escaped. */
export interface Html {
  readonly html: string
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '')

const insert = (value: string | Html | readonly Html[]): string => {
  if (typeof value === 'string') return escapeText(value)
  return 'html' in value ? value.html : value.map(({ html }) => html).join('')
}

/**
 * Mark-up for the HTML part of an e-mail. What is inserted is text unless it is mark-up from here.
 * @example html`<p>${'a < b'}</p>`.html // '<p>a &lt; b</p>'
 */
export const html = (
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | readonly Html[])[]
): Html => ({
  html: parts.reduce((text, part, i) => {
    const value = values[i - 1]
    return `${text}${value === undefined ? '' : insert(value)}${part}`
  }),
})
