import type { CssNode, Declaration } from 'css-tree'
import { contrastOf } from '../guide-faults/contrast.ts'
import { cssContainers } from './css-parts.ts'
import type { CssRemark } from './css-remark.ts'
import type { CssRule } from './css-rules.ts'
import { type KnownColour, knownColour } from './known-colour.ts'
import { lineOf } from './read-css.ts'

/** WCAG 2.2 AA, of text that is not large. */
const enough = 4.5

/** Text and ground that the theme has made to read on each other. */
const pairs: ReadonlySet<string> = new Set([
  ...['--text on --ground', '--text-2 on --ground', '--accent-text on --ground'],
  ...['--on-accent on --accent', '--on-accent on --accent-hover'],
])

const valuesOf = ({ value }: Declaration): readonly CssNode[] =>
  value.type === 'Value' ? [...value.children] : []

const lastOf = (rule: CssRule, names: readonly string[]): Declaration | undefined =>
  rule.declarations.findLast(({ property }) => names.includes(property.toLowerCase()))

/** Colours of a ground: the one, or those between which a gradient goes; undefined: one of them cannot be told. */
const groundsOf = (nodes: readonly CssNode[]): readonly KnownColour[] | undefined => {
  const found: KnownColour[] = []
  for (const node of nodes) {
    const isGradient = node.type === 'Function' && node.name.toLowerCase().endsWith('gradient')
    const colour = knownColour(node)
    if (isGradient) {
      const inside = groundsOf([...node.children])
      if (!inside) return undefined
      found.push(...inside)
    } else if (colour) found.push(colour)
    else if (node.type === 'Function') return undefined
  }
  return found.length > 0 ? found : undefined
}

type Verdict =
  | { readonly t: 'reads' }
  | { readonly t: 'untold' }
  | { readonly t: 'unreadable'; readonly of: string }

const judge = (text: KnownColour, ground: KnownColour): Verdict => {
  if (text.t === 'token' && ground.t === 'token')
    return { t: pairs.has(`${text.name} on ${ground.name}`) ? 'reads' : 'untold' }
  if (text.t !== 'opaque' || ground.t !== 'opaque') return { t: 'untold' }
  const contrast = contrastOf(text.hex, ground.hex)
  return contrast < enough
    ? {
        t: 'unreadable',
        of: `${text.hex} on ${ground.hex} has a contrast of ${contrast.toFixed(2)}`,
      }
    : { t: 'reads' }
}

const verdictOf = (text: Declaration, ground: Declaration): Verdict => {
  const [first] = valuesOf(text)
  const colour = first && knownColour(first)
  const grounds = groundsOf(valuesOf(ground))
  if (!colour || !grounds) return { t: 'untold' }
  const all = grounds.map((one) => judge(colour, one))
  return (
    all.find(({ t }) => t === 'unreadable') ?? all.find(({ t }) => t === 'untold') ?? { t: 'reads' }
  )
}

const colourNames = ['color']
const groundNames = ['background', 'background-color', 'background-image']

/** A colour of text that is none, and a text that cannot be read on the ground of the same rule. */
export const contrastFaults = (rule: CssRule): readonly CssRemark[] => {
  const text = lastOf(rule, colourNames)
  if (!text) return []
  const line = lineOf(text)
  const [first] = valuesOf(text)
  if (first && knownColour(first)?.t === 'seen-through')
    return [{ line, message: 'a text that one sees through cannot be read: use a full colour' }]
  const ground = lastOf(rule, groundNames)
  const verdict = ground && verdictOf(text, ground)
  return verdict?.t === 'unreadable'
    ? [{ line, message: `${verdict.of}; people need ${enough}` }]
    : []
}

const look = 'look at it in light and in dark'

/** Where contrast is nobody's promise any more: it is checked where a rule says both colours, and what stands in the part has no other. */
export const contrastDoubts = (rule: CssRule): readonly CssRemark[] => {
  const [text, ground] = [lastOf(rule, colourNames), lastOf(rule, groundNames)]
  const container = [...rule.subjects].find((name) => cssContainers.has(name))
  if (ground && container) {
    const message = `texts in .${container} keep the colours of the theme, and nobody checks that they can be read on this ground; ${look}. The brand's own background is checked`
    return [{ line: lineOf(ground), message }]
  }
  if (text && ground && verdictOf(text, ground).t !== 'untold') return []
  if (text) {
    const message = `nobody checks that this colour can be read on its ground; ${look}. With a background in the same rule it is checked`
    return [{ line: lineOf(text), message }]
  }
  if (!ground) return []
  const message = `nobody checks that its text can be read on this ground; ${look}. With a color in the same rule it is checked`
  return [{ line: lineOf(ground), message }]
}
