import { limits } from '@waymark/schemas'

/** The beginning of a text; no character is cut in two. */
export const cut = (text: string): string => {
  if (text.length <= limits.nameLength) return text
  const start = text.slice(0, limits.nameLength)
  return start.isWellFormed() ? start : start.slice(0, -1)
}

/** What a text takes as JSON; a control character takes six bytes. */
export const jsonBytes = (text: string): number => Buffer.byteLength(JSON.stringify(text))

/** The beginning of a text that takes so many bytes as JSON; no character is cut in two. Nothing where not one fits. */
export const cutToBytes = (text: string, most: number): string | undefined => {
  let bytes = 2
  let length = 0
  for (const character of text) {
    bytes += jsonBytes(character) - 2
    if (bytes > most) break
    length += character.length
  }
  return length > 0 ? text.slice(0, length) : undefined
}
