import { asMeant } from './read-written.ts'

/** A stretch of the text in an element, in letters from its beginning. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Where the author was writing, to go on there in a card that was drawn anew. */
export interface Caret extends Stretch {
  readonly node: number
  readonly item?: number
}

interface Place {
  readonly node: Node
  readonly offset: number
}

interface Ends {
  readonly start: Place
  readonly end: Place
}

/** Where the author's selection is, also inside a shadow root, for which browsers have different words. */
const endsIn = (root: ShadowRoot): Ends | undefined => {
  const own = (root as ShadowRoot & { getSelection?: () => Selection | null }).getSelection?.()
  const selection = own ?? document.getSelection()
  if (!selection || selection.rangeCount === 0) return undefined
  const [composed] = own ? [] : (selection.getComposedRanges?.({ shadowRoots: [root] }) ?? [])
  const range = composed ?? selection.getRangeAt(0)
  return {
    start: { node: range.startContainer, offset: range.startOffset },
    end: { node: range.endContainer, offset: range.endOffset },
  }
}

/** How many letters of the element stand before a place in it. */
const lettersBefore = (element: Element, { node, offset }: Place): number => {
  const range = document.createRange()
  range.setStart(element, 0)
  range.setEnd(node, offset)
  return asMeant(range.toString()).length
}

/** What is selected in the element; undefined: nothing of it. */
export const stretchIn = (root: ShadowRoot, element: Element): Stretch | undefined => {
  const ends = endsIn(root)
  if (!ends || !element.contains(ends.start.node) || !element.contains(ends.end.node)) {
    return undefined
  }
  return { from: lettersBefore(element, ends.start), to: lettersBefore(element, ends.end) }
}

/** Where in a text so many letters have gone by that its author wrote. */
const offsetIn = (text: string, letters: number): number => {
  let offset = 0
  while (offset < text.length && asMeant(text.slice(0, offset)).length < letters) offset++
  return offset
}

const placeAt = (element: Element, letters: number): Place => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let left = letters
  let last: Node | undefined
  while (walker.nextNode()) {
    const node = walker.currentNode
    const text = node.nodeValue ?? ''
    const { length } = asMeant(text)
    if (left <= length) return { node, offset: offsetIn(text, left) }
    left -= length
    last = node
  }
  return last ? { node: last, offset: (last.nodeValue ?? '').length } : { node: element, offset: 0 }
}

export const select = (element: HTMLElement, { from, to }: Stretch): void => {
  element.focus({ preventScroll: true })
  const [start, end] = [placeAt(element, from), placeAt(element, to)]
  const selection = document.getSelection()
  selection?.setBaseAndExtent(start.node, start.offset, end.node, end.offset)
}
