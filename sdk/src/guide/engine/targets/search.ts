import type { Target } from '@waymark/schemas/wire/content'
import { roleSelector } from './accessible.ts'
import { type Candidate, type Choice, choose, strictThreshold } from './choose.ts'
import { scoreOf } from './score.ts'
import { frameDocument, isAround, isOwn } from './sight.ts'
import { testAttributes, traitsOf } from './traits.ts'
import type { Wanted } from './wanted.ts'

export type SearchRoot = Document | ShadowRoot

/** A search under way: each step is a slice of work; the last one returns the choice. */
export type Search = Generator<undefined, Choice<Element>>

export interface Sought extends Wanted {
  readonly target: Target
  /** Decides between all that was met. */
  readonly pick?: typeof choose<Element>
}

/** So sure that a look at the rest of the page could not change the choice. */
const certain = 0.9

const sliceSize = 200
const candidatesOfOneSelector = 60

/**
 * Looks for the target in the page, its open shadow roots and same-origin frames: the strongest signals by selector first, and
 * only when these do not settle it, everything of the right role or text. Yields often, so that the caller can keep to a budget.
 * `roots` learns the shadow roots and frames that were met.
 */
export function* search(
  { target, sightOf, pick = choose }: Sought,
  roots: Set<SearchRoot>,
): Search {
  const scored = new Map<Element, Candidate<Element>>()
  const threshold = target.threshold ?? strictThreshold
  const language = document.documentElement.lang
  const roles = target.role && roleSelector(target.role)
  const consider = (element: Element): void => {
    if (scored.has(element)) return
    // The word in a button is not the button.
    if (roles && !element.matches(roles) && element.closest(roles)) return
    scored.set(element, { element, score: scoreOf(target, traitsOf(element), language) })
  }
  const decide = (): Choice<Element> =>
    pick([...scored.values()], threshold, { sightOf, contains: isAround })
  const settled = (): boolean =>
    [...scored.values()].some(({ score }) => score.total >= Math.max(certain, threshold))

  const strong = strongSelector(target)
  for (const root of live(roots)) considerAll(root, strong, consider)
  if (strong && settled()) return decide()
  yield
  for (const root of roots) {
    if (!isLive(root)) continue
    yield* discover(root, roots)
    considerAll(root, strong, consider)
  }
  if (strong && settled()) return decide()
  for (const root of roots) {
    for (const element of broadly(target, root)) {
      consider(element)
      if (scored.size % 20 === 0) yield
    }
  }
  return decide()
}

/** A document is always connected, to itself: that of a frame that is gone, or shows another one, has no window. */
const isLive = (root: SearchRoot): boolean =>
  root.isConnected && (root.ownerDocument ?? (root as Document)).defaultView !== null

const live = (roots: Set<SearchRoot>): readonly SearchRoot[] => {
  for (const root of roots) if (!isLive(root)) roots.delete(root)
  roots.add(document)
  return [...roots]
}

const considerAll = (
  root: SearchRoot,
  selector: string,
  consider: (element: Element) => void,
): void => {
  if (!selector) return
  const matches = root.querySelectorAll(selector)
  for (let at = 0; at < Math.min(matches.length, candidatesOfOneSelector); at++) {
    const element = matches[at]
    if (element) consider(element)
  }
}

function* discover(root: SearchRoot, roots: Set<SearchRoot>): Generator<undefined, void> {
  let seen = 0
  for (const element of root.querySelectorAll('*')) {
    const inner = element.shadowRoot ?? frameDocument(element)
    if (inner && !isOwn(element)) roots.add(inner)
    if (++seen % sliceSize === 0) yield
  }
}

const attribute = (name: string, value: string | undefined): string =>
  value ? `[${name}="${CSS.escape(value)}"]` : ''

const strongSelector = (target: Target): string =>
  [
    attribute('data-wm', target.wm),
    ...testAttributes.map((name) => attribute(name, target.testid)),
    attribute('id', target.id),
    attribute('name', target.field),
    ...texts(target.name).map((name) => attribute('aria-label', name)),
  ]
    .filter(Boolean)
    .join()

const texts = (text: Target['text']): readonly string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text)

/** Everything that could be it. Long lists end early: among so many the target cannot stand out. */
const broadly = (target: Target, root: SearchRoot): Iterable<Element> => {
  const selector = [
    target.role && roleSelector(target.role),
    attribute('href', target.href),
    texts(target.placeholder).length > 0 && '[placeholder]',
    target.name !== undefined && !target.role && '[aria-label],[alt],[title],a,button,label',
    target.tag && CSS.escape(target.tag),
  ]
    .filter(Boolean)
    .join()
  return capped(selector ? root.querySelectorAll(selector) : [], byText(target, root))
}

const mostElements = 3000

function* capped(...lists: readonly Iterable<Element>[]): Iterable<Element> {
  let count = 0
  for (const list of lists) for (const element of list) if (count++ < mostElements) yield element
}

/** The parents of the text, and theirs: a word may sit in a `span` of the button. */
function* byText(target: Target, root: SearchRoot): Iterable<Element> {
  const words = texts(target.text ?? target.name).map((text) => text.trim().toLowerCase())
  if (words.length === 0) return
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  while (walker.nextNode() !== null) {
    const data = (walker.currentNode.nodeValue ?? '').trim().toLowerCase()
    const parent = walker.currentNode.parentElement
    if (!parent || data.length < 2 || data.length > 120) continue
    if (!words.some((word) => word.includes(data) || data.includes(word))) continue
    yield parent
    if (parent.parentElement) yield parent.parentElement
    const control = parent.closest('a,button,[role]')
    if (control) yield control
  }
}
