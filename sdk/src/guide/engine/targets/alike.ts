import type { LocalText } from '@waymark/schemas/wire/content'

/** Does this id or class come from a machine, so that the next build or render has another one? */
export const looksGenerated = (name: string): boolean =>
  /\d{3,}|^[:«_\d]|:r|^(radix|headlessui|mui|react-aria|ember|css|sc|jss|svelte|chakra|mantine)[-:_\d]/i.test(
    name,
  ) || /(?=[a-z\d]*\d)(?=[a-z\d]*[a-z])[a-z\d]{8,}$/i.test(name)

/**
 * How alike are a recorded text and the page's, 0 to 1? Case, spaces and masked or counting digits matter little: "Inbox (3)"
 * is "Inbox (12)". Undefined when the recording has no text in the page's language: nothing can be said then.
 */
export const textAlike = (
  recorded: LocalText,
  found: string | undefined,
  language: string,
): number | undefined => {
  if (typeof recorded === 'string') return alike(recorded, found)
  const best = Math.max(0, ...Object.values(recorded).map((text) => alike(text, found)))
  const known = Object.keys(recorded).some((locale) => baseOf(locale) === baseOf(language))
  return best > 0 || known || !language ? best : undefined
}

const baseOf = (locale: string): string => locale.toLowerCase().split(/[-_]/)[0] ?? ''

const alike = (recorded: string, found: string | undefined): number => {
  if (!found) return 0
  const [a, b] = [plain(recorded), plain(found)]
  if (a === b) return a === '' ? 0 : 1
  const [countlessA, countlessB] = [withoutDigits(a), withoutDigits(b)]
  if (countlessA !== '' && countlessA === countlessB) return 0.8
  const shared = sharedWords(countlessA, countlessB)
  return shared >= 0.6 ? shared / 2 : 0
}

/**
 * The recording is cut at 64 characters; so both are. What is there twice over is meant once: some libraries write a label a second
 * time, unseen, to keep the room that it takes when it is bold, and only then.
 */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 64)
    .trim()
    .replace(/^(.+)\1$/, '$1')

const withoutDigits = (text: string): string =>
  text
    .replace(/[\d#*•()]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

/** Dice's coefficient over words. */
const sharedWords = (a: string, b: string): number => {
  const [ofA, ofB] = [new Set(a.split(' ')), new Set(b.split(' '))]
  const shared = [...ofA].filter((word) => ofB.has(word)).length
  return (2 * shared) / (ofA.size + ofB.size)
}
