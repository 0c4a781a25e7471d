import type { ErrorAnswer } from '../errors.ts'
import { hasVisible } from '../has-visible.ts'
import { limits } from '../limits.ts'

/**
 * What programs send when they have no id. Taken as ids, they would make one person of everybody. The SDK has them as one
 * expression; its tests hold that against this list.
 */
export const placeholderIds: ReadonlySet<string> = new Set([
  'null',
  'undefined',
  'nil',
  'none',
  'nan',
  'true',
  'false',
  '0',
  '-1',
  '-',
  'id',
  'email',
  'anonymous',
  'guest',
  'unknown',
  'not_authenticated',
  'distinct_id',
  'distinctid',
  'user_id',
  'userid',
  '[object object]',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
])

const longestPlaceholder = 36

/** U+FFFD stands where bytes were no UTF-8: whose ids differed in those alone would become one person. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const broken = /[\u0000-\u001f\u007f\ufffd]/

/** Whether an id came at all: `null` and an empty text mean that there is none. */
export const isAbsent = (id: unknown): boolean => id === undefined || id === null || id === ''

const isPlaceholder = (id: string): boolean =>
  id.length <= longestPlaceholder &&
  (placeholderIds.has(id) || placeholderIds.has(id.trim().toLowerCase()))

/** Checks an id that came. */
export const checkId = (id: unknown, at: string): ErrorAnswer['error'] | undefined => {
  if (typeof id !== 'string') return { code: 'invalid_id', message: `${at} must be a text.`, at }
  if (id.length > limits.idLength) {
    return {
      code: 'invalid_id',
      message: `${at} is longer than ${limits.idLength} characters.`,
      at,
      limit: limits.idLength,
    }
  }
  if (broken.test(id) || !id.isWellFormed()) {
    return { code: 'invalid_id', message: `${at} holds control characters or broken Unicode.`, at }
  }
  if (isPlaceholder(id) || !hasVisible(id)) {
    return {
      code: 'invalid_id',
      message: `${at} is a placeholder, not an id: ${JSON.stringify(id)}.`,
      at,
    }
  }
  return undefined
}
