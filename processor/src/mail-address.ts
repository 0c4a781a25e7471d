const longest = 254

/**
 * The one address that a trait holds, and nothing that a mail server could read as two, or as a line of its own; `undefined` where
 * it holds anything else. Space around it is left out.
 */
export const mailAddressOf = (value: unknown): string | undefined => {
  const text = typeof value === 'string' ? value.trim() : ''
  if (text.length > longest) return undefined
  return /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(text) ? text : undefined
}
