import type { Definition, StaleTranslation, StoredDefinition } from '@waymark/schemas'

interface Translation {
  readonly locale: string
  readonly text: string
  /** The first text of the same: the one that the others translate, and the fall-back. */
  readonly of: string
}

const locale = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/

/** A text per locale. The one other object of such short names is an image. */
const isLocalText = (value: object): value is Readonly<Record<string, string>> => {
  const entries = Object.entries(value)
  return (
    entries.length > 1 &&
    !('src' in value) &&
    entries.every(([key, text]) => locale.test(key) && typeof text === 'string')
  )
}

const translationsIn = (value: unknown): readonly Translation[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(translationsIn)
  if (!isLocalText(value)) return Object.values(value).flatMap(translationsIn)
  const [[, of = ''] = [], ...others] = Object.entries(value)
  return others.map(([key, text]) => ({ locale: key, text, of }))
}

/** What people read. */
const isRead = ({ kind }: Definition): boolean => kind === 'guide' || kind === 'email'

/**
 * Translations that stayed as they were while the text that they translate changed. One stays stale over later versions until it is
 * written anew, or the text is again what it was made of.
 */
export const staleTranslations = (
  before: Pick<StoredDefinition, 'definition' | 'stale'> | undefined,
  after: Definition,
): readonly StaleTranslation[] => {
  if (!before?.definition || !isRead(after)) return []
  const known = translationsIn(before.definition)
  const same = (a: Translation | StaleTranslation) => (b: Translation | StaleTranslation) =>
    a.locale === b.locale && a.text === b.text
  return translationsIn(after).flatMap((translation) => {
    const mark = before.stale?.find(same(translation))
    const made = mark ? [mark.of] : known.filter(same(translation)).map(({ of }) => of)
    const [of] = made
    return of === undefined || made.includes(translation.of)
      ? []
      : [{ locale: translation.locale, text: translation.text, of }]
  })
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** A sentence to put behind another; empty where nothing is stale. */
export const sayStale = (stale: readonly StaleTranslation[] = []): string => {
  if (stale.length === 0) return ''
  const [first] = stale
  const named = first ? `${first.locale} "${short(first.text)}"` : ''
  const more = stale.length > 1 ? ` and ${stale.length - 1} more` : ''
  return ` Translated from a text that has changed since: ${named}${more}.`
}
