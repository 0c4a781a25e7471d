import type { GuideContent, Target } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'
import { recordTarget } from '@waymark/sdk/targets'
import { draftOf, type LibraryPage, usual } from '../pages/variant.ts'
import { findMarked } from './find-marked.ts'

/** What the tests ask of a library's page with the guides in it. */
export interface GuestPage {
  targetOf(mark: string): Target
  /** Where everything of the page is, by the pixel. */
  layout(): string
  /** Does the pointer in the middle of the card meet the card? */
  isOnTop(): boolean
  /** The mark, or the text, of what has the focus. */
  focused(): string
}

declare global {
  interface Window {
    guest: GuestPage
    /** The host of the SDK's own tests. */
    wm: {
      readonly records: readonly { readonly event: string }[]
      readonly errors: readonly { readonly kind: string; readonly text: string }[]
      setDecisions(
        decisions: readonly Decision[],
        contents: { readonly [path: string]: GuideContent },
      ): void
    }
  }
}

/** Draws a library's page as usual, for guides to be guests on. */
export const startGuest = (page: LibraryPage): void => {
  const root = document.createElement('div')
  document.body.append(root)
  void page.draw(root, draftOf(usual))
  window.guest = { targetOf, layout, isOnTop, focused }
}

const targetOf: GuestPage['targetOf'] = (mark) => {
  const element = findMarked(mark)
  if (!element) throw new Error(`there is no ${mark}`)
  return recordTarget(element)
}

const layout: GuestPage['layout'] = () => {
  const { scrollWidth, scrollHeight } = document.documentElement
  const boxes = [...document.body.querySelectorAll('*')]
    .filter((each) => each.localName !== 'waymark-guide' && !isFleeting(each))
    .map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect()
      return `${each.localName} ${[left, top, width, height].join(' ')}`
    })
  return [`${scrollWidth} ${scrollHeight}`, ...boxes].join('\n')
}

/** A ripple or a focus ring is drawn by where the pointer is. */
const isFleeting = (element: Element): boolean =>
  /TouchRipple|wave|focus-?guard/i.test(element.getAttribute('class') ?? '') ||
  element.closest('[class*=TouchRipple]') !== null ||
  element.localName === 'style'

/** Also in dialogs that are drawn in shadow roots. */
const guides = (root: Document | ShadowRoot): readonly Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) =>
    each.localName === 'waymark-guide' ? [each] : each.shadowRoot ? guides(each.shadowRoot) : [],
  )

const card = (): Element | undefined =>
  guides(document)
    .map((each) => each.shadowRoot?.querySelector('.card') ?? undefined)
    .find((each) => each !== undefined)

const isOnTop: GuestPage['isOnTop'] = () => {
  const box = card()?.getBoundingClientRect()
  if (!box) return false
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  let hit = document.elementFromPoint(x, y)
  while (hit?.shadowRoot && hit.localName !== 'waymark-guide') {
    const inner: Element | null = hit.shadowRoot.elementFromPoint(x, y)
    if (!inner || inner === hit) break
    hit = inner
  }
  return hit?.localName === 'waymark-guide'
}

const focused: GuestPage['focused'] = () => {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  const marked = at?.closest('[data-truth]') ?? hostOf(at)
  return (
    marked?.getAttribute('data-truth') ??
    at?.getAttribute('aria-label') ??
    at?.textContent?.trim() ??
    ''
  )
}

const hostOf = (element: Element | null): Element | null => {
  const root = element?.getRootNode()
  return root instanceof ShadowRoot ? root.host.closest('[data-truth]') : null
}
