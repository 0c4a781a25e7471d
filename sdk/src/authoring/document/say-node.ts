import type { ContentNode } from '@waymark/schemas/wire/content'
import { isRuns, readText } from './nodes.ts'

/** The words of a node, for a list of nodes. */
export const textIn = (node: ContentNode, locale: string): string => {
  if ('heading' in node) return readText(node.heading, locale)
  if ('text' in node) {
    const { text } = node
    return isRuns(text)
      ? text.map((run) => readText(run.text, locale)).join('')
      : readText(text, locale)
  }
  if ('list' in node) return node.list.map((text) => readText(text, locale)).join(', ')
  if ('button' in node) return readText(node.button.label, locale)
  if ('link' in node) return readText(node.link.label, locale)
  if ('video' in node) return readText(node.video.title, locale)
  if ('input' in node) return readText(node.input.label, locale)
  if ('question' in node) return readText(node.question.ask, locale)
  return 'image' in node ? readText(node.image.alt, locale) : ''
}
