import type { CssNode, Selector, SelectorList } from 'css-tree'
import { cssElements, cssParts, cssPseudoClasses, cssStates } from './css-parts.ts'

const parts: ReadonlySet<string> = new Set(cssParts)
const listed = 'see the parts of a guide in the documentation of the brand'

/** A run of simple selectors about one element; the last one is what the rule is about. */
type Compound = readonly CssNode[]

const compoundsOf = ({ children }: Selector): readonly Compound[] => {
  const compounds: CssNode[][] = [[]]
  for (const node of children) {
    if (node.type === 'Combinator') compounds.push([])
    else compounds.at(-1)?.push(node)
  }
  return compounds
}

const faultOfClass = (name: string, isSubject: boolean): string | undefined => {
  if (name === 'close') return 'the close control is the same in all guides; nothing can hide it'
  if (parts.has(name) || cssStates.has(name) || (name === 'surface' && !isSubject)) return undefined
  return `there is no part ".${name}"; ${listed}`
}

const isMode = (node: CssNode): boolean =>
  node.type === 'AttributeSelector' &&
  node.name.name === 'data-mode' &&
  node.matcher === '=' &&
  node.flags === null &&
  ['dark', 'light'].includes(
    (node.value?.type === 'Identifier' ? node.value.name : node.value?.value) ?? '',
  )

const faultOfSimple = (node: CssNode, isSubject: boolean): string | undefined => {
  switch (node.type) {
    case 'ClassSelector':
      return faultOfClass(node.name, isSubject)
    case 'TypeSelector':
      if (cssElements.has(node.name.toLowerCase())) return undefined
      return node.name === '*'
        ? `name a part in place of *; ${listed}`
        : `guides have no <${node.name}> that can be styled; ${listed}`
    case 'PseudoClassSelector':
      return cssPseudoClasses.has(node.name.toLowerCase()) && node.children === null
        ? undefined
        : `":${node.name}" is not taken: ${[...cssPseudoClasses].join(', ')} are`
    case 'AttributeSelector':
      return !isSubject && isMode(node)
        ? undefined
        : 'of attributes only the mode is taken, before a part: .surface[data-mode=dark] .card'
    default:
      return `only parts of guides are styled, by their classes; ${listed}`
  }
}

const namesPart = (compound: Compound): boolean =>
  compound.some(
    (node) =>
      node.type === 'TypeSelector' || (node.type === 'ClassSelector' && parts.has(node.name)),
  )

const faultOfSelector = (selector: Selector): string | undefined => {
  const compounds = compoundsOf(selector)
  for (const [at, compound] of compounds.entries()) {
    const isSubject = at === compounds.length - 1
    for (const node of compound) {
      const fault = faultOfSimple(node, isSubject)
      if (fault) return fault
    }
    if (isSubject && !namesPart(compound)) return `say which part is meant; ${listed}`
  }
  return undefined
}

const selectorsOf = (list: SelectorList): readonly Selector[] =>
  [...list.children].filter((node) => node.type === 'Selector')

/** What is wrong with what a rule is for. */
export const selectorFaults = (list: SelectorList): readonly string[] =>
  selectorsOf(list).flatMap((selector) => faultOfSelector(selector) ?? [])

/** The classes and elements that the rule is about. */
export const subjectsOf = (list: SelectorList): ReadonlySet<string> =>
  new Set(
    selectorsOf(list)
      .flatMap((selector) => compoundsOf(selector).at(-1) ?? [])
      .flatMap((node) =>
        node.type === 'ClassSelector' || node.type === 'TypeSelector' ? [node.name] : [],
      ),
  )
