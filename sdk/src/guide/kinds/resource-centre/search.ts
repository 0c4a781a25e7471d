/** Letters without case and accents: `Prüfen` is found by `pruf`. */
export const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Does the text hold every word that was typed, or its beginning or middle? */
export const isFound = (text: string, typed: string): boolean =>
  plain(typed)
    .split(/\s+/)
    .every((word) => text.includes(word))

/** What was searched for, where one thing alone was found. */
export const onlyHit = (card: Element): HTMLElement | undefined => {
  const [first, ...others] = card.querySelectorAll<HTMLElement>(
    '[data-words]:not([hidden]) > .item',
  )
  return others.length > 0 ? undefined : first
}

/** Hides in the card what was not searched for, and says how much is left. */
export const search = (card: Element, typed: string): void => {
  let left = 0
  for (const item of card.querySelectorAll<HTMLElement>('[data-words]')) {
    item.hidden = !isFound(item.dataset.words ?? '', typed)
    if (!item.hidden) left++
  }
  for (const section of card.querySelectorAll<HTMLElement>('section')) {
    section.hidden = !section.querySelector('[data-words]:not([hidden])')
  }
  const nothing = card.querySelector<HTMLElement>('.nothing')
  if (nothing) nothing.hidden = left > 0
  const spoken = left > 0 || typed === '' ? String(left) : (nothing?.textContent ?? '')
  card.parentElement?.querySelector('.unseen')?.replaceChildren(typed === '' ? '' : spoken)
}
