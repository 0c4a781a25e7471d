import type { FromDebugged } from '@waymark/schemas/wire/debugging'

const longestId = 255 satisfies typeof import('@waymark/schemas').limits.idLength

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= longestId && !value.includes('\0')

/** What the page says over its port: any script in it can say anything, and what makes no sense is not heard. */
export const fromDebugged = (data: unknown): FromDebugged | undefined => {
  if (typeof data !== 'object' || data === null) return undefined
  const { say, userId, anonymousId } = data as Readonly<Record<string, unknown>>
  if (say === 'end') return { say }
  if (say !== 'who' || !isId(anonymousId)) return undefined
  if (userId === undefined) return { say, anonymousId }
  return isId(userId) ? { say, userId, anonymousId } : undefined
}
