import type { Atrule, CssNode } from 'css-tree'

const features: ReadonlySet<string> = new Set([
  ...['width', 'min-width', 'max-width', 'height', 'min-height', 'max-height', 'orientation'],
  ...['hover', 'pointer', 'prefers-contrast', 'prefers-reduced-motion', 'forced-colors'],
])

const instead: { readonly [name: string]: string } = {
  import: 'nothing is fetched from CSS: write the rules here',
  'font-face': 'nothing is fetched from CSS: guides use the fonts that your page has loaded',
  keyframes: 'guides move by themselves, and not for people who asked for less motion',
}

const plain: ReadonlySet<string> = new Set([
  ...['Identifier', 'Number', 'Dimension', 'Ratio', 'MediaQuery', 'MediaQueryList', 'Condition'],
])

const insideOf = (node: CssNode): Iterable<CssNode> => {
  if (node.type === 'MediaQuery') return node.condition ? [node.condition] : []
  return ('children' in node && node.children) || []
}

const faultOfQuery = (node: CssNode): string | undefined => {
  if (node.type === 'Feature' || node.type === 'FeatureRange') {
    const names =
      node.type === 'Feature'
        ? [node.name]
        : [node.left, node.middle, node.right].flatMap((side) =>
            side?.type === 'Identifier' ? [side.name] : [],
          )
    return names.length > 0 && names.every((name) => features.has(name.toLowerCase()))
      ? undefined
      : `@media takes ${[...features].join(', ')}; for the dark begin with .surface[data-mode=dark]`
  }
  if (!plain.has(node.type)) return '@media takes features in brackets: (max-width: 480px)'
  for (const child of insideOf(node)) {
    const fault = faultOfQuery(child)
    if (fault) return fault
  }
  return undefined
}

/** What is wrong with an at-rule; only `@media` is one that is taken. */
export const faultOfAtrule = ({ name: written, prelude, block }: Atrule): string | undefined => {
  const name = written.toLowerCase()
  if (name !== 'media') {
    const plainName = name.replace(/^-webkit-/, '')
    const known = Object.hasOwn(instead, plainName) ? instead[plainName] : undefined
    return `@${name} is not taken: ${known ?? 'of rules with an @ only @media is'}`
  }
  if (!block || prelude?.type !== 'AtrulePrelude') return '@media takes a condition and rules'
  for (const query of prelude.children) {
    const fault = faultOfQuery(query)
    if (fault) return fault
  }
  return undefined
}
