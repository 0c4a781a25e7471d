const email = /[^\s@<>"'()/:,;=&?]+@[^\s@<>"'()/:,;=&?]+\.[^\s@<>"'()/:,;=&?.]+/g

/** E-mail addresses become `@`. */
export const maskEmails = (text: string): string => text.replace(email, '@')

/**
 * Text as it may leave the page: one line, at most `length` characters, e-mail addresses as `@`, digits as `#`.
 *
 * @example maskText('  Pay 99 to ann@example.com ', 64) // 'Pay ## to @'
 */
export const maskText = (text: string, length: number): string => {
  // Masked before it is cut, or half an address would pass; cut first to a bound, as a node's text may be a book.
  const line = text
    .slice(0, 4 * length)
    .replace(/\s+/g, ' ')
    .trim()
  return [...maskEmails(line).replace(/\p{Nd}/gu, '#')].slice(0, length).join('')
}
