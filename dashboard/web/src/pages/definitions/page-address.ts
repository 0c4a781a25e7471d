/** What a developer's own machine answers to; it seldom speaks https. */
const ownMachine = /^(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i

const withScheme = (text: string): string => {
  if (/^https?:/i.test(text)) return text
  return `${ownMachine.test(text) ? 'http' : 'https'}://${text}`
}

/**
 * The address of a page as somebody types it; `undefined` where it is none.
 *
 * @example pageAddress('app.example.com/products')?.href // 'https://app.example.com/products'
 */
export const pageAddress = (text: string): URL | undefined => {
  const url = URL.parse(withScheme(text))
  return url && /^https?:$/.test(url.protocol) ? url : undefined
}
