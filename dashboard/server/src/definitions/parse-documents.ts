import { type Definition, parseDefinition } from '@waymark/schemas'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { nameOf } from './check-set.ts'

export type Problems = ApplyResult['problems'][number][]

/** Documents by their place in the request, as far as they could be read. */
export interface Parsed {
  readonly documents: ReadonlyMap<number, Definition>
  readonly problems: Problems
  /** What those that could not be read are called (`kind/id`), as far as they say. */
  readonly unread: ReadonlySet<string>
}

/** A document that makes the schemas themselves stumble is refused like any other wrong one. */
const parseOne = (value: unknown): ReturnType<typeof parseDefinition> => {
  try {
    return parseDefinition(value)
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    return { ok: false, problems: [{ at: 'document', message: 'cannot be read as a definition' }] }
  }
}

const calledBy = (value: unknown): { readonly kind?: unknown; readonly id?: unknown } =>
  typeof value === 'object' && value !== null ? value : {}

/** Reads every document, and says of each what is wrong with it. */
export const parseDocuments = (documents: readonly unknown[]): Parsed => {
  const parsed = new Map<number, Definition>()
  const problems: Problems = []
  const unread = new Set<string>()
  const seen = new Map<string, number>()
  for (const [document, value] of documents.entries()) {
    const result = parseOne(value)
    if (!result.ok) {
      const { kind, id } = calledBy(value)
      if (typeof kind === 'string' && typeof id === 'string') unread.add(`${kind}/${id}`)
      for (const problem of result.problems) {
        problems.push({ ...problem, document, ...(typeof id === 'string' ? { id } : {}) })
      }
      continue
    }
    const name = nameOf(result.definition)
    const before = seen.get(name)
    seen.set(name, document)
    parsed.set(document, result.definition)
    if (before === undefined) continue
    const message = `${name} is here twice: it is document ${before} too`
    problems.push({ at: 'id', message, document, id: result.definition.id })
  }
  return { documents: parsed, problems, unread }
}
