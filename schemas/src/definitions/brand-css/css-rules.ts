import type { CssNode, Declaration, Rule, SelectorList } from 'css-tree'
import type { CssRemark } from './css-remark.ts'
import { faultOfDeclaration } from './declaration-faults.ts'
import { faultOfAtrule } from './media-fault.ts'
import { lineOf } from './read-css.ts'
import { selectorFaults, subjectsOf } from './selector-faults.ts'

/** A rule that was understood. */
export interface CssRule {
  readonly line: number
  /** The classes and elements that it is about. */
  readonly subjects: ReadonlySet<string>
  readonly declarations: readonly Declaration[]
}

export interface CheckedRules {
  readonly rules: readonly CssRule[]
  readonly faults: readonly CssRemark[]
}

const isSemicolon = (node: CssNode): boolean => node.type === 'Raw' && node.value.trim() === ';'

const checkBlock = (
  { block, prelude }: Rule & { readonly prelude: SelectorList },
  subjects: ReadonlySet<string>,
): { readonly faults: readonly CssRemark[]; readonly declarations: readonly Declaration[] } => {
  const faults: CssRemark[] = selectorFaults(prelude).map((message) => ({
    line: lineOf(prelude),
    message,
  }))
  const declarations: Declaration[] = []
  for (const node of block.children) {
    if (isSemicolon(node)) continue
    const isDeclaration = node.type === 'Declaration'
    if (isDeclaration) declarations.push(node)
    const message = isDeclaration
      ? faultOfDeclaration(node, subjects)
      : 'a rule within a rule is not taken: write it after this one'
    if (message) faults.push({ line: lineOf(node), message })
  }
  return { faults, declarations }
}

const checkRule = (rule: Rule): CheckedRules => {
  const { prelude } = rule
  const line = lineOf(rule)
  if (prelude.type !== 'SelectorList')
    return { rules: [], faults: [{ line, message: 'say which part is meant: .primary { … }' }] }
  const subjects = subjectsOf(prelude)
  const { faults, declarations } = checkBlock({ ...rule, prelude }, subjects)
  return { rules: [{ line, subjects, declarations }], faults }
}

const together = (all: readonly CheckedRules[]): CheckedRules => ({
  rules: all.flatMap(({ rules }) => rules),
  faults: all.flatMap(({ faults }) => faults),
})

const checkNode = (node: CssNode, isInMedia: boolean): CheckedRules => {
  if (node.type === 'Comment' || node.type === 'WhiteSpace') return together([])
  if (node.type === 'Rule') return checkRule(node)
  const refused = (message: string): CheckedRules => ({
    rules: [],
    faults: [{ line: lineOf(node), message }],
  })
  if (node.type !== 'Atrule') return refused('write rules: .primary { … }')
  if (isInMedia) return refused('one @media is not within another')
  const fault = faultOfAtrule(node)
  return fault ? refused(fault) : checkNodes(node.block?.children ?? [], true)
}

/** The rules of a sheet or of a block of `@media`, and what is wrong with them. */
export const checkNodes = (nodes: Iterable<CssNode>, isInMedia = false): CheckedRules =>
  together([...nodes].map((node) => checkNode(node, isInMedia)))
