import type { LocalText } from '@waymark/schemas/wire/content'

/** A text as it was written first: pages call a control by it, whatever language they show. */
export const inFirstLocale = (text: LocalText): string =>
  typeof text === 'string' ? text : (Object.values(text)[0] ?? '')
