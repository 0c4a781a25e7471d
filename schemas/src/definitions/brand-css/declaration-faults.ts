import type { CssNode, Declaration, FunctionNode } from 'css-tree'
import { cssTokens } from './css-parts.ts'
import {
  type CssProperty,
  cornerOfCards,
  cssProperties,
  inColours,
  insteadOf,
  notOfCards,
} from './css-properties.ts'

const fetching: ReadonlySet<string> = new Set([
  ...['url', 'src', 'image', 'image-set', '-webkit-image-set', 'cross-fade', 'element', 'paint'],
  ...['-webkit-cross-fade', 'attr', 'env'],
])
const noFetching =
  'nothing is fetched from CSS; put images into the guide, draw grounds as gradients'

const faultOfNumber = (
  units: CssProperty['units'],
  { text, unit }: { readonly text: string; readonly unit: string },
): string | undefined => {
  const range = units[unit.toLowerCase()]
  const said = `${text}${unit === 'number' ? '' : unit}`
  const taken = Object.entries(units).map(([name, [least, most]]) => {
    const sign = name === 'number' ? '' : name
    return `${least}${sign} to ${most}${sign}`
  })
  const instead = taken.length > 0 ? `; it takes ${taken.join(', ')}` : ''
  if (!range) return `${said} is not taken here${instead}`
  const number = Number(text)
  return number >= range[0] && number <= range[1] ? undefined : `${said} is out of range${instead}`
}

const faultOfVar = (node: FunctionNode): string | undefined => {
  const [only, ...more] = node.children
  if (only?.type === 'Identifier' && cssTokens.has(only.name) && more.length === 0) return undefined
  return `var() takes one of ${[...cssTokens].join(', ')}, and nothing else`
}

const faultOfFunction = (node: FunctionNode, of: CssProperty): string | undefined => {
  const name = node.name.toLowerCase()
  if (fetching.has(name)) return `${name}() is not taken: ${noFetching}`
  if (!of.functions.has(name)) return `${name}() is not taken here; write the value itself`
  if (name === 'var') return faultOfVar(node)
  const inside = name.endsWith('gradient') ? of : { ...of, units: inColours }
  return faultOfNodes(node.children, inside)
}

const faultOfNode = (node: CssNode, of: CssProperty): string | undefined => {
  switch (node.type) {
    case 'Identifier':
    case 'Operator':
    case 'Hash':
    case 'WhiteSpace':
      return undefined
    case 'Number':
      return faultOfNumber(of.units, { text: node.value, unit: 'number' })
    case 'Percentage':
      return faultOfNumber(of.units, { text: node.value, unit: '%' })
    case 'Dimension':
      return faultOfNumber(of.units, { text: node.value, unit: node.unit })
    case 'String':
      return of.strings ? undefined : 'a text in quotes is not taken here'
    case 'Function':
      return faultOfFunction(node, of)
    case 'Url':
      return `url() is not taken: ${noFetching}`
    default:
      return 'write the value itself: a colour, a length, a word'
  }
}

const faultOfNodes = (nodes: Iterable<CssNode>, of: CssProperty): string | undefined => {
  for (const node of nodes) {
    const fault = faultOfNode(node, of)
    if (fault) return fault
  }
  return undefined
}

const unknown = (property: string): string => {
  if (property.startsWith('--'))
    return `${property}: what the theme says comes from accent, background, text and radius of the brand`
  const instead = Object.entries(insteadOf).find(
    ([name]) =>
      property === name || property.startsWith(`${name}-`) || property.endsWith(`-${name}`),
  )
  return `${property} cannot be set: ${instead?.[1] ?? 'colours, letters, borders, corners, shadows and padding can'}`
}

/** What is wrong with a declaration, or with it in a rule about these parts. */
export const faultOfDeclaration = (
  { property, value, important }: Declaration,
  subjects: ReadonlySet<string>,
): string | undefined => {
  const name = property.toLowerCase()
  const isCard = subjects.has('card')
  const of = isCard && name.endsWith('-radius') ? cornerOfCards : cssProperties.get(name)
  if (!of || !cssProperties.has(name)) return unknown(name)
  if (important) return 'leave out !important: the rule goes before those of the guide anyhow'
  if (isCard && notOfCards.test(name))
    return `${name} is not for .card, in which controls have their places; set it on .body or .foot`
  if (value.type !== 'Value') return 'cannot be read as CSS'
  return faultOfNodes(value.children, of)
}
