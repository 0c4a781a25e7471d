import { joined, type Mark, type PlainRun } from '../document/text-runs.ts'

/** Keeps `{{name}}` as it is written while an author writes: what a guide would fill in is not to be lost. */
const holdBack = '\u2060'

/** The text as it is drawn for its author, tokens and all. */
export const asDrawn = (text: string): string => text.replaceAll('{{', `{${holdBack}{`)

/** And back: what was typed or pasted in place, in one line. */
export const asMeant = (text: string): string =>
  text.replaceAll(holdBack, '').replace(/[\u00a0\n\r\t]/g, ' ')

const marks: readonly (readonly [selector: string, mark: Exclude<Mark, 'link'>])[] = [
  ['strong', 'bold'],
  ['em', 'italic'],
  ['code', 'code'],
]

const runOf = (node: Node, paragraph: Element): PlainRun => {
  const found: { -readonly [key in keyof PlainRun]?: PlainRun[key] } = {}
  for (
    let around = node.parentElement;
    around && around !== paragraph;
    around = around.parentElement
  ) {
    for (const [selector, mark] of marks) if (around.matches(selector)) found[mark] = true
    if (around.localName === 'a') found.link = around.getAttribute('href') ?? ''
  }
  return { ...found, text: asMeant(node.nodeValue ?? '') } as PlainRun
}

/** What stands in a paragraph that somebody writes in, with its marks. */
export const runsIn = (paragraph: Element): readonly PlainRun[] => {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
  const runs: PlainRun[] = []
  while (walker.nextNode()) runs.push(runOf(walker.currentNode, paragraph))
  return joined(runs)
}

export const textIn = (element: Element): string => asMeant(element.textContent ?? '')
