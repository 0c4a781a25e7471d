import type { z } from 'zod'

/** A fault of a document: where, and in plain words what would be right there. */
export interface SaidIssue {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

type Issue = z.core.$ZodIssue

const types: { readonly [expected: string]: string } = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'fields and their values',
  record: 'fields and their values',
}

const formats: { readonly [format: string]: string } = {
  url: 'a URL such as https://example.com/hook',
  email: 'an e-mail address',
  date: 'a date such as 2026-12-25',
  datetime: 'an instant such as 2026-12-25T09:00:00Z',
}

const units: { readonly [origin: string]: string } = { string: ' characters', array: ' entries' }

/** What is there nothing of, and what to do about it. */
const empty: { readonly [origin: string]: string } = {
  string: 'is empty: a text',
  array: 'is empty: at least one entry',
}

const listed = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`

const missing = 'is missing: '

/** `is missing: a text, or a list`: that it is missing is said once. */
const eitherOf = (messages: readonly string[]): string =>
  messages.every((message) => message.startsWith(missing))
    ? `${missing}${messages.map((message) => message.slice(missing.length)).join(', or ')}`
    : messages.join(', or ')

/** Which fields there are where one was given that is not among them. */
const sayUnknown = ({ inst }: z.core.$ZodRawIssue): string => {
  const def = inst && '_zod' in inst ? inst._zod.def : undefined
  const names = def && 'shape' in def ? Object.keys(def.shape as object) : []
  if (names.length === 0) return 'no such field'
  return `no such field; there ${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
}

/** `a duration such as 30m`: it names a thing, where others say what one must not do. */
const namesThing = (message: unknown): message is string =>
  typeof message === 'string' && /^an? /.test(message)

/** What a field says of a text that is not right: of what is no text at all the same is true, and says more than `a text`. */
const ownWords = (issue: z.core.$ZodRawIssue): string | undefined => {
  const { inst } = issue
  if (!inst || !('_zod' in inst)) return undefined
  const def = inst._zod.def as Partial<Pick<z.core.$ZodStringFormatDef, 'checks' | 'format'>>
  const own = (def.checks ?? []).map((check) => {
    // What such a check says does not depend on what it is asked about.
    const say = check._zod.def.error as z.core.$ZodErrorMap | undefined
    return say?.(issue)
  })
  return own.find(namesThing) ?? formats[def.format ?? '']
}

/** What would be right, where the schema itself does not say it. */
const sayIssue = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type': {
      const needed = ownWords(issue) ?? types[issue.expected] ?? issue.expected
      return issue.input === undefined ? `${missing}${needed}` : needed
    }
    case 'invalid_value':
      return listed(issue.values)
    case 'too_small':
      if (Number(issue.minimum) === 1 && empty[issue.origin]) return empty[issue.origin]
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${units[issue.origin] ?? ''}`
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}${units[issue.origin] ?? ''}`
    case 'invalid_format':
      return formats[issue.format]
    case 'invalid_key':
      return issue.issues.map(({ message }) => message).join('; ')
    case 'unrecognized_keys':
      return sayUnknown(issue)
    case 'invalid_union':
      return Array.isArray(issue.options) && issue.options.length > 0
        ? listed(issue.options)
        : undefined
    default:
      return undefined
  }
}

/** How documents are parsed, so that their faults can be said. */
export const sayingIssues = { error: sayIssue, reportInput: true } as const

/** The field that tells an alternative from the others, where it is missing. */
const missingIn = (issues: readonly Issue[]): PropertyKey | undefined =>
  issues.find(({ path, input }) => path.length === 1 && input === undefined)?.path[0]

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

const isOfAnotherType = (issues: readonly Issue[]): boolean =>
  issues.some((issue) => {
    if (issue.path.length > 0) return false
    if (issue.code === 'invalid_value') return isObject(issue.input)
    if (issue.code !== 'invalid_union') return issue.code === 'invalid_type'
    return issue.errors.length > 0 && issue.errors.every(isOfAnotherType)
  })

const isOfAnotherForm = (issues: readonly Issue[]): boolean =>
  issues.every(({ path, code }) => path.length === 0 && code === 'invalid_format')

/** Of several alternatives the one that was meant tells its own faults; where none was, all are named. */
const sayUnion = (
  path: readonly PropertyKey[],
  errors: readonly Issue[][],
): readonly SaidIssue[] => {
  const fitting = errors.filter((issues) => !isOfAnotherType(issues))
  if (fitting.length > 1 && fitting.every(isOfAnotherForm))
    return [{ path, message: eitherOf(fitting.flat().map(({ message }) => message)) }]
  const meant =
    fitting.length === 1 ? fitting[0] : fitting.find((issues) => missingIn(issues) === undefined)
  if (meant) return sayIssues(meant).map((said) => ({ ...said, path: [...path, ...said.path] }))
  const fields = errors.flatMap((issues) => missingIn(issues) ?? [])
  if (fields.length > 0) return [{ path, message: listed([...new Set(fields)]) }]
  const messages = errors.flatMap((issues) => sayIssues(issues).map(({ message }) => message))
  return [{ path, message: eitherOf([...new Set(messages)]) }]
}

/** A field that is not known is a fault at its own place, not at that of what holds it. */
const sayIssueAt = (issue: Issue): readonly SaidIssue[] => {
  const { path, message } = issue
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return sayUnion(path, issue.errors)
  if (issue.code !== 'unrecognized_keys') return [{ path, message }]
  return issue.keys.map((key) => ({ path: [...path, key], message }))
}

/** Says each fault at its place; those of alternatives as those of the one that was meant. */
export const sayIssues = (issues: readonly Issue[]): readonly SaidIssue[] =>
  issues.flatMap(sayIssueAt)
