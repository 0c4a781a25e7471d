import { checkSet, namesOf, rulesOf, sayDefinition, warningsIn } from '@waymark/dashboard-server'
import {
  compileRule,
  type Definition,
  type Level,
  type NameOf,
  namesIn,
  type Problem,
  parseDefinition,
  type Rule,
  RuleError,
  ruleSchema,
  sayRule,
  warningsOf,
} from '@waymark/schemas'
import { type Names, namesAmong } from './rule-scope.ts'

/** What a document says, and what is wrong with it. */
export interface Checked {
  /** `milestone/first-project`, or `rule`. */
  readonly name: string
  /** Its rules in plain English; absent where it cannot be read. */
  readonly says?: string
  readonly problems: readonly Problem[]
  /** What its author may not have meant. */
  readonly warnings: readonly Problem[]
  /** What it names that is not in the files: only the instance knows. */
  readonly reads: readonly string[]
}

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? (value as { readonly kind?: unknown }).kind
    : undefined

const dotted = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number'
        ? `${text}[${key}]`
        : text === ''
          ? String(key)
          : `${text}.${String(key)}`,
    '',
  )

/** The definitions of the files, as rules name them. */
interface Known {
  readonly names: Names
  readonly nameOf: NameOf
}

interface Placed {
  readonly rule: Rule
  readonly level: Level
  readonly path: string
  /** Of a flow with a key. */
  readonly flowKey?: string | undefined
}

/** A rule alone has no place in a definition: its paths begin with its own key. */
const placeOf = (path: string): string => path.replace(/^\./, '')

const problemsOf = (placed: Placed, names: Names): readonly Problem[] => {
  try {
    compileRule(placed.rule, placed, names.scope(placed.level))
    return []
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    const { path, message } = error
    return [{ at: placeOf(path), message: message.slice(path.length + 2) }]
  }
}

const checkRule = (value: unknown, level: Level, { names, nameOf }: Known): Checked => {
  const parsed = ruleSchema.safeParse(value)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      at: dotted(issue.path),
      message: issue.message,
    }))
    return { name: 'rule', problems, warnings: [], reads: [] }
  }
  const rule = parsed.data
  return {
    name: 'rule',
    says: `${sayRule(rule, nameOf)}.`,
    problems: problemsOf({ rule, level, path: '' }, names),
    warnings: warningsOf(rule, '').map(({ path, message }) => ({ at: placeOf(path), message })),
    reads: names.reads(),
  }
}

const checkDefinition = (definition: Definition, { names, nameOf }: Known): Checked => {
  const problems = rulesOf(definition).flatMap((placed) => problemsOf(placed, names))
  for (const { kind, id } of namesOf(definition)) names.read(kind, id)
  return {
    name: `${definition.kind}/${definition.id}`,
    says: sayDefinition(definition, nameOf),
    problems,
    warnings: warningsIn(definition),
    reads: names.reads(),
  }
}

const unread = (value: unknown, problems: readonly Problem[]): Checked => {
  const { kind, id } = value as { readonly kind?: unknown; readonly id?: unknown }
  const name = `${String(kind)}/${typeof id === 'string' ? id : '?'}`
  return { name, problems, warnings: [], reads: [] }
}

/** Definitions that wait for each other are a problem of the first of them. */
const withCircle = (checked: readonly Checked[], definitions: readonly Definition[]) => {
  const { cycle } = checkSet(definitions)
  if (!cycle) return checked
  const first = checked.findIndex(({ name }) => cycle.includes(name))
  const message = `these definitions read each other in a circle: ${cycle.join(' → ')}`
  return checked.map((one, i) =>
    i === Math.max(first, 0)
      ? { ...one, problems: [...one.problems, { at: 'document', message }] }
      : one,
  )
}

/** Two documents that define the same cannot both be applied. */
const withTwice = (checked: readonly Checked[]): readonly Checked[] =>
  checked.map((one, i) => {
    const before = checked.findIndex(({ name }) => name === one.name)
    if (one.name === 'rule' || one.name.endsWith('/?') || before === i) return one
    const message = `${one.name} is here twice`
    return { ...one, problems: [...one.problems, { at: 'id', message }] }
  })

/** Checks definitions, and rules alone, without an instance: each for itself and all of them together. */
export const checkDocuments = (values: readonly unknown[], level: Level): readonly Checked[] => {
  const parsed = values.map((value) =>
    kindOf(value) === undefined ? undefined : parseDefinition(value),
  )
  const definitions = parsed.flatMap((one) => (one?.ok ? [one.definition] : []))
  const checked = values.map((value, i) => {
    const one = parsed[i]
    const known = { names: namesAmong(definitions), nameOf: namesIn(definitions) }
    if (!one) return checkRule(value, level, known)
    return one.ok ? checkDefinition(one.definition, known) : unread(value, one.problems)
  })
  return withTwice(withCircle(checked, definitions))
}
