/// <reference path="./css-tree.d.ts" />
import type { CssNode } from 'css-tree'
import parse from 'css-tree/parser'
import { tokenize, tokenTypes } from 'css-tree/tokenizer'
import type { CssRemark } from './css-remark.ts'

const lineAt = (css: string, offset: number): number => css.slice(0, offset).split('\n').length

const unreadable: ReadonlyMap<number | undefined, string> = new Map([
  [tokenTypes['BadString'], 'a string ends on its own line'],
  [tokenTypes['BadUrl'], 'nothing is fetched from CSS'],
  [tokenTypes['CDO'], 'leave out <!--; comments are /* … */'],
  [tokenTypes['CDC'], 'leave out -->; comments are /* … */'],
])

const ofToken = (type: number, text: string): string | undefined => {
  if (type === tokenTypes['Comment'])
    return text.length > 3 && text.endsWith('*/') ? undefined : 'a comment ends with */'
  if (text.includes('\\'))
    return 'write it without a backslash: what is escaped reads as something else than it is'
  return unreadable.get(type)
}

/** What the browser would read otherwise than a person does, or not at all. */
const faultsOfTokens = (css: string): readonly CssRemark[] => {
  const faults: CssRemark[] = []
  tokenize(css, (type, start, end) => {
    const message = ofToken(type, css.slice(start, end))
    if (message) faults.push({ line: lineAt(css, start), message })
  })
  return faults
}

export type ReadCss =
  | { readonly ok: true; readonly sheet: CssNode }
  | { readonly ok: false; readonly faults: readonly CssRemark[] }

/** The tree of a style sheet, or why there is none. */
export const readCss = (css: string): ReadCss => {
  const faults = [...faultsOfTokens(css)]
  const sheet = parse(css, {
    positions: true,
    parseCustomProperty: true,
    onParseError: ({ message, line }) => {
      faults.push({ line, message: `cannot be read as CSS: ${message}` })
    },
  })
  const [first] = faults
  if (!first) return { ok: true, sheet }
  // What follows a fault of the same line is mostly its echo.
  const told = faults.filter(({ line }, at) => faults.findIndex((one) => one.line === line) === at)
  return { ok: false, faults: told.toSorted((a, b) => a.line - b.line) }
}

/** Where a node begins. */
export const lineOf = (node: CssNode): number => node.loc?.start.line ?? 1
