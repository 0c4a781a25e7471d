import type { CssNode } from 'css-tree'

/** `opaque` as `#rrggbb`; `seen-through`: partly or wholly. */
export type KnownColour =
  | { readonly t: 'opaque'; readonly hex: string }
  | { readonly t: 'seen-through' }
  | { readonly t: 'token'; readonly name: string }

const words: { readonly [word: string]: string } = {
  black: '#000000',
  white: '#ffffff',
  gray: '#808080',
  grey: '#808080',
  red: '#ff0000',
  green: '#008000',
  blue: '#0000ff',
  navy: '#000080',
  yellow: '#ffff00',
  silver: '#c0c0c0',
}

const hexOf = (digits: string): KnownColour | undefined => {
  if (!/^[0-9a-f]+$/i.test(digits) || ![3, 4, 6, 8].includes(digits.length)) return undefined
  const full = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits
  if (full.length === 8 && full.slice(6).toLowerCase() !== 'ff') return { t: 'seen-through' }
  return { t: 'opaque', hex: `#${full.slice(0, 6).toLowerCase()}` }
}

const rgbOf = (nodes: readonly CssNode[]): KnownColour | undefined => {
  const numbers = nodes.flatMap((node) => (node.type === 'Number' ? [Number(node.value)] : []))
  if (nodes.some(({ type }) => type !== 'Number' && type !== 'Operator')) return undefined
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers
  if (numbers.length < 3) return undefined
  if (alpha < 1) return { t: 'seen-through' }
  const hex = [red, green, blue].map((one) =>
    Math.round(Math.min(255, Math.max(0, one)))
      .toString(16)
      .padStart(2, '0'),
  )
  return { t: 'opaque', hex: `#${hex.join('')}` }
}

/** What a value says in so many words; undefined where only the browser can tell. */
export const knownColour = (node: CssNode): KnownColour | undefined => {
  if (node.type === 'Hash') return hexOf(node.value)
  if (node.type === 'Identifier') {
    const word = node.name.toLowerCase()
    const hex = Object.hasOwn(words, word) ? words[word] : undefined
    if (hex) return { t: 'opaque', hex }
    return word === 'transparent' ? { t: 'seen-through' } : undefined
  }
  if (node.type !== 'Function') return undefined
  const name = node.name.toLowerCase()
  const children = [...node.children]
  if (name === 'rgb' || name === 'rgba') return rgbOf(children)
  const [first] = children
  return name === 'var' && first?.type === 'Identifier'
    ? { t: 'token', name: first.name }
    : undefined
}
