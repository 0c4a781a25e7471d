import type { Target } from '@waymark/schemas/wire/content'
import type { Choice, Sight } from './choose.ts'
import { drawnOf, isOwn, sightOf, topmostAt } from './sight.ts'
import { parentOf } from './traits.ts'

/** Where a card is to stand: at an element that is searched for, or (no target) in the page. */
export interface Wanted {
  readonly target: Target | undefined
  /** Can a person see it there? */
  readonly sightOf: (element: Element) => Sight
}

export const beside = (target: Target): Wanted => ({
  target,
  sightOf: (element) => sightOf(drawnOf(element)),
})

/** In the flow of a container, which may well be empty, have no box, or be further down; not in a dialog that is closed. */
export const within = (target: Target): Wanted => ({
  target,
  sightOf: (element) =>
    element.checkVisibility() || getComputedStyle(element).display === 'contents'
      ? 'seen'
      : 'hidden',
})

const sightOfPage = (): Sight => (hasModal() ? 'occluded' : 'seen')

export const inPage: Wanted = { target: undefined, sightOf: sightOfPage }

/** What the search would say, had it looked for the page itself. */
export const choosePage = (): Choice<Element> =>
  sightOfPage() === 'seen'
    ? { found: document.documentElement, score: 1, sight: 'seen' }
    : { found: undefined, reason: 'occluded', score: 1 }

/**
 * Whoever watches or presents something in full screen wants nothing else there either. Angular's dialogs say `aria-modal="false"`
 * and are modal all the same: what dims the page tells.
 */
const modal = 'dialog:modal,[aria-modal=true],:fullscreen:not(html,body),.cdk-overlay-dark-backdrop'

/** Is a modal dialog of the page open? In its document, in a shadow root under the middle of the screen, or one that only stops clicks. */
const hasModal = (): boolean => {
  const inMiddle = topmostAt(innerWidth / 2, innerHeight / 2)
  for (let around = inMiddle; around && !isOwn(around); around = parentOf(around)) {
    if (around.matches(modal)) return true
  }
  return (
    [...document.querySelectorAll(modal)].some((each) => each.getClientRects().length > 0) ||
    getComputedStyle(document.body).pointerEvents === 'none'
  )
}
