/// <reference path="./css-tree.d.ts" />
import type { CssNode } from 'css-tree'
import parse from 'css-tree/parser'
import { tokenize, tokenTypes } from 'css-tree/tokenizer'
import type { CssRemark } from './css-remark.ts'

const lineAt = (css: string, offset: number): number => css.slice(0, offset).split('\n').length

const unreadable: ReadonlyMap<number | undefined, string> = new Map([
  [tokenTypes.BadString, 'a string ends on its own line'],
  [tokenTypes.BadUrl, 'nothing is fetched from CSS'],
  [tokenTypes.CDO, 'leave out <!--; comments are /* … */'],
  [tokenTypes.CDC, 'leave out -->; comments are /* … */'],
])

const opening: ReadonlySet<number | undefined> = new Set([
  ...[tokenTypes.LeftParenthesis, tokenTypes.LeftSquareBracket, tokenTypes.LeftCurlyBracket],
  tokenTypes.Function,
])
const closing: ReadonlySet<number | undefined> = new Set([
  ...[tokenTypes.RightParenthesis, tokenTypes.RightSquareBracket, tokenTypes.RightCurlyBracket],
])

/** Of brackets in brackets. The parser tries again at every one: without an end to it, 4 KB of them would keep a server busy. */
const deepest = 16
const tooDeep = 'there are too many brackets in brackets'

const ofToken = (type: number, text: string): string | undefined => {
  if (type === tokenTypes.Comment)
    return text.length > 3 && text.endsWith('*/') ? undefined : 'a comment ends with */'
  if (text.includes('\\'))
    return 'write it without a backslash: what is escaped reads as something else than it is'
  return unreadable.get(type)
}

const isSpace = (character: string): boolean => '\t\n\r '.includes(character)

/** Control characters, and a mark of byte order: one parser skips it, another takes it for a name. */
const isUnseen = (character: string): boolean =>
  (character < ' ' && !isSpace(character)) || character === '\u007f' || character === '\ufeff'

const faultsOfCharacters = (css: string): readonly CssRemark[] => {
  const at = css.split('').findIndex(isUnseen)
  if (at < 0) return []
  return [
    {
      line: lineAt(css, at),
      message: 'there is a character that nobody sees: write the line anew',
    },
  ]
}

/** What the browser would read otherwise than a person does, or not at all. */
const faultsOfTokens = (css: string): readonly CssRemark[] => {
  const faults: CssRemark[] = []
  let depth = 0
  tokenize(css, (type, start, end) => {
    if (opening.has(type)) depth++
    if (closing.has(type)) depth--
    const message = depth > deepest ? tooDeep : ofToken(type, css.slice(start, end))
    if (message) faults.push({ line: lineAt(css, start), message })
  })
  return faults
}

export type ReadCss =
  | { readonly ok: true; readonly sheet: CssNode }
  | { readonly ok: false; readonly faults: readonly CssRemark[] }

/** What follows a fault of the same line is mostly its echo. */
const oneByLine = (faults: readonly CssRemark[]): readonly CssRemark[] =>
  faults
    .filter(({ line }, at) => faults.findIndex((one) => one.line === line) === at)
    .toSorted((a, b) => a.line - b.line)

/** The tree of a style sheet, or why there is none. */
export const readCss = (css: string): ReadCss => {
  const faults = [...faultsOfCharacters(css), ...faultsOfTokens(css)]
  if (faults.length > 0) return { ok: false, faults: oneByLine(faults) }
  const sheet = parse(css, {
    positions: true,
    parseCustomProperty: true,
    onParseError: ({ message, line }) => {
      faults.push({ line, message: `cannot be read as CSS: ${message}` })
    },
  })
  const [first] = faults
  if (!first) return { ok: true, sheet }
  return { ok: false, faults: oneByLine(faults) }
}

/** Where a node begins. */
export const lineOf = (node: CssNode): number => node.loc?.start.line ?? 1
