import { hasVisible } from '../has-visible.ts'
import type { LocalText } from './content.ts'

/** Whether a text says something: in each locale that it names, and it names one at least. */
export const hasWords = (text: LocalText): boolean => {
  const all = typeof text === 'string' ? [text] : Object.values(text)
  return all.length > 0 && all.every(hasVisible)
}

/** What would be right where a text says nothing. */
export const wordsExpected =
  'is empty: a text such as Welcome, or one for each locale such as { en: Welcome, de: Willkommen }'
