import type { Trigger } from '@waymark/schemas/wire/content'

/**
 * Does the page's URL fit the pattern? A pattern is a path (`/products/*`), or a whole URL when it begins with a scheme;
 * `*` matches within a segment, `**` across `/`. Query and fragment count only where the pattern names them, and a slash
 * at the end never does.
 *
 * Follows every way through the pattern at once: the time is its length times the URL's, whatever the stars.
 */
export const matchesPattern = (pattern: string, url: string): boolean => {
  const address = parse(url)
  if (!address) return false
  const wholeUrl = /^[a-z][a-z\d+.*-]*:\/\//i.test(pattern)
  const subject =
    (wholeUrl ? `${address.protocol}//${address.host}` : '') +
    trimSlash(address.pathname) +
    (pattern.includes('?') ? address.search : '') +
    (pattern.includes('#') ? address.hash : '')
  return matchesGlob(trimSlash(pattern), subject)
}

/** Is this the page of the trigger: one of its patterns fits (or it names none) and none of the excluded ones? */
export const isOnPage = (trigger: Trigger, url: string): boolean => {
  const fits = (pattern: string): boolean => matchesPattern(pattern, url)
  const included = listed(trigger.url)
  return (included.length === 0 || included.some(fits)) && !listed(trigger['not-url']).some(fits)
}

const listed = (patterns: string | readonly string[] | undefined): readonly string[] =>
  patterns === undefined ? [] : typeof patterns === 'string' ? [patterns] : patterns

const trimSlash = (text: string): string => text.replace(/(?<=.)\/$/, '')

const parse = (url: string): URL | undefined => {
  try {
    return new URL(url)
  } catch {
    return undefined
  }
}

const matchesGlob = (pattern: string, subject: string): boolean => {
  const parts = pattern.match(/\*\*|[\s\S]/gu) ?? []
  let places = skipStars(parts, [0])
  for (const char of subject) {
    const next: number[] = []
    for (const place of places) {
      const part = parts[place]
      if (part === '**' || (part === '*' && char !== '/')) next.push(place)
      else if (part === char) next.push(place + 1)
    }
    places = skipStars(parts, next)
  }
  return places.includes(parts.length)
}

/** A star may match nothing: with each place, those after its stars. */
const skipStars = (parts: readonly string[], places: readonly number[]): readonly number[] => {
  const all = new Set(places)
  for (const place of all) if (parts[place]?.startsWith('*')) all.add(place + 1)
  return [...all]
}
