import type { EmailNode } from '@waymark/schemas'
import type { Filler } from './fill-text.ts'
import { isRuns } from './html-node.ts'

const linked = (label: string, url: string): string => {
  const shown = url.replace(/^mailto:/i, '')
  return label === shown ? label : `${label} (${shown})`
}

/** One node as plain text. Addresses are those that the author wrote: they can be read. */
export const textNode = (filler: Filler, node: EmailNode): string => {
  if ('heading' in node) return filler.text(node.heading).toUpperCase()
  if ('text' in node) {
    if (!isRuns(node.text)) return filler.text(node.text)
    return node.text
      .map(({ text, link }) =>
        link === undefined ? filler.text(text) : linked(filler.text(text), filler.address(link)),
      )
      .join('')
  }
  if ('image' in node) {
    const { alt, link } = node.image
    const shown = filler.text(alt)
    return link === undefined ? shown : linked(shown, filler.address(link))
  }
  if ('button' in node)
    return `${filler.text(node.button.label)}: ${filler.address(node.button.action.open)}`
  if ('link' in node) return linked(filler.text(node.link.label), filler.address(node.link.url))
  if ('list' in node)
    return node.list
      .map((item, i) => `${node.ordered ? `${i + 1}.` : '-'} ${filler.text(item)}`)
      .join('\n')
  return '--------'
}
