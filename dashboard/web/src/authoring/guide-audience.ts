import type { DefinitionItem } from '@waymark/schemas/api/definitions'

interface Sending {
  readonly send?: readonly { readonly guide?: string }[]
  readonly variants?: readonly Sending[]
}

const sends = (sending: Sending, guide: string): boolean =>
  (sending.send ?? []).some((one) => one.guide === guide) ||
  (sending.variants ?? []).some((variant) => sends(variant, guide))

/** The engagements that show a guide. */
export const shownBy = (
  items: readonly DefinitionItem[],
  guide: string,
): readonly DefinitionItem[] =>
  items.filter(
    ({ definition }) => definition.kind === 'engagement' && sends(definition as Sending, guide),
  )

/** Who is shown a guide, in sentences. */
export const sayAudience = (items: readonly DefinitionItem[], guide: string): string => {
  const by = shownBy(items, guide)
  return by.length === 0
    ? 'Nobody is shown it yet: no engagement names it.'
    : by.map(({ id, says }) => `${id}: ${says}`).join(' ')
}

const isOnlyOf = (sending: Sending, guide: string): boolean =>
  (sending.send ?? []).every((one) => one.guide === guide) &&
  (sending.variants ?? []).every((variant) => isOnlyOf(variant, guide))

const numbered = (first: string, taken: readonly string[]): string => {
  if (!taken.includes(first)) return first
  let count = 2
  while (taken.includes(`${first}-${count}`)) count++
  return `${first}-${count}`
}

/** The name of what is published with a guide that nothing shows yet: that of no other engagement. */
export const engagementOf = (guide: string, items: readonly DefinitionItem[]): string =>
  numbered(
    `show-${guide}`.slice(0, 90),
    items.filter(({ kind }) => kind === 'engagement').map(({ id }) => id),
  )

/** The engagement that was published with a guide, where nothing else shows it and it shows nothing else. */
export const ownEngagement = (
  items: readonly DefinitionItem[],
  guide: string,
): DefinitionItem | undefined => {
  const [only, another] = shownBy(items, guide)
  return only &&
    !another &&
    only.id.startsWith(`show-${guide}`.slice(0, 90)) &&
    isOnlyOf(only.definition as Sending, guide)
    ? only
    : undefined
}

/** `Install the code` → `install-the-code`; another one where that is taken. */
export const idFor = (name: string, taken: readonly string[]): string => {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
  return numbered(plain || 'guide', taken)
}
