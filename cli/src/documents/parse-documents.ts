import {
  isCollection,
  isScalar,
  LineCounter,
  parseAllDocuments,
  visit,
  type Document as YamlDocument,
} from 'yaml'
import { type FileVersion, partVersion } from './file-version.ts'

/** A document of a file, and how its places are found again. */
export interface Document {
  readonly file: string
  readonly value: unknown
  /** Of which versions it was exported. */
  readonly version?: FileVersion
  /** Line in the file, from 1, of a place such as `send[0].guide`; of the nearest thing around it that is there. */
  readonly lineOf: (path: string) => number
}

/** A fault of a file: where, and what. */
export interface FileProblem {
  readonly file: string
  /** From 1; absent where the file as a whole is at fault. */
  readonly line?: number
  readonly at: string
  readonly message: string
}

export interface ParsedFile {
  readonly documents: readonly Document[]
  readonly problems: readonly FileProblem[]
}

type Step = string | number

/** `send[0].guide` → `send`, 0, `guide`. */
export const stepsOf = (path: string): readonly Step[] =>
  [...path.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  )

interface Ranged {
  readonly range?: readonly [number, number, number] | null
}

interface Pair {
  readonly key: Ranged & { readonly value?: unknown }
  readonly value: unknown
}

const nextOf = (
  node: unknown,
  step: Step,
): { readonly at: Ranged; readonly node: unknown } | undefined => {
  if (!isCollection(node)) return undefined
  const items = node.items as readonly unknown[]
  if (typeof step === 'number') {
    const item = items[step]
    return item ? { at: item as Ranged, node: item } : undefined
  }
  const pair = (items as readonly Pair[]).find((item) => item.key?.value === step)
  return pair && { at: pair.key, node: pair.value }
}

/** Where a place begins; what is missing is pointed at by what should hold it. */
const offsetOf = (root: unknown, steps: readonly Step[]): number => {
  let at = (root as Ranged | null)?.range?.[0] ?? 0
  let node = root
  for (const step of steps) {
    const next = nextOf(node, step)
    if (!next) break
    at = next.at.range?.[0] ?? at
    node = next.node
  }
  return at
}

const listed = (
  document: YamlDocument.Parsed,
  value: unknown,
): readonly { readonly node: unknown; readonly value: unknown }[] =>
  Array.isArray(value)
    ? value.map((item: unknown, i) => ({
        node: (document.contents as unknown as { items: unknown[] }).items[i],
        value: item,
      }))
    : [{ node: document.contents, value }]

/** Where a name is given that would be no field but change what the object is: no request with one gets through. */
const forbiddenNames = (document: YamlDocument.Parsed): readonly number[] => {
  const found: number[] = []
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === '__proto__') found.push(key.range?.[0] ?? 0)
    },
  })
  return found
}

/** The first line of what the reader of YAML says; that its stack overflowed is said in the author's words. */
const sayReading = (message: string): string =>
  /call stack/i.test(message)
    ? 'is nested too deeply to be read'
    : (message.split('\n')[0] ?? message)

interface Reading {
  readonly file: string
  readonly lineAt: (offset: number) => number
}

/** The documents of one YAML document; a list stands for its items. */
const documentsOf = (document: YamlDocument.Parsed, { file, lineAt }: Reading): ParsedFile => {
  const problem = (offset: number, message: string): FileProblem => ({
    file,
    line: lineAt(offset),
    at: '',
    message: sayReading(message),
  })
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => problem(error.pos[0], error.message))
    return { documents: [], problems }
  }
  try {
    const forbidden = forbiddenNames(document)
    if (forbidden.length > 0) {
      const message =
        '__proto__ is a word of the language itself, and cannot be the name of a field'
      return { documents: [], problems: forbidden.map((offset) => problem(offset, message)) }
    }
    const value: unknown = document.toJS()
    const documents = value === null ? [] : listed(document, value)
    const parted = documents.map(({ node, value: own }) => {
      const lineOf = (path: string): number => lineAt(offsetOf(node, stepsOf(path)))
      return { file, lineOf, ...partVersion(own) }
    })
    return {
      documents: parted.map(({ fault: _, ...own }) => own),
      problems: parted.flatMap(({ lineOf, fault: message }) =>
        message === undefined ? [] : [{ file, line: lineOf('version'), at: 'version', message }],
      ),
    }
  } catch (error) {
    // An alias that expands without end is found only now.
    const offset = document.contents?.range[0] ?? 0
    return { documents: [], problems: [problem(offset, (error as Error).message)] }
  }
}

/** Reads a YAML or JSON file: several YAML documents are parted by `---`. */
export const parseDocuments = (file: string, text: string): ParsedFile => {
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false })
  const reading = { file, lineAt: (offset: number) => lines.linePos(offset).line }
  const read = 'empty' in parsed ? [] : parsed.map((document) => documentsOf(document, reading))
  return {
    documents: read.flatMap((one) => one.documents),
    problems: read.flatMap((one) => one.problems),
  }
}
