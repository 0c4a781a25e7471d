import { checkSet, sayDefinition } from '@waymark/dashboard-server'
import {
  compileRule,
  createCalendar,
  type Level,
  type Problem,
  parseDefinition,
  type Rule,
  RuleError,
  type RuleScope,
  ruleSchema,
  sayRule,
} from '@waymark/schemas'

/** What a document says, and what is wrong with it. */
export interface Checked {
  /** `milestone/first-project`, or `rule`. */
  readonly name: string
  /** Its rules in plain English; absent where it cannot be read. */
  readonly says?: string
  readonly problems: readonly Problem[]
  /** What it names that is not in the document: only the instance knows. */
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

/** Whether a rule can be evaluated, taking it for granted that what it names exists. */
const checkMeaning = (
  rule: Rule,
  level: Level,
): { readonly problems: readonly Problem[]; readonly reads: readonly string[] } => {
  const reads = new Set<string>()
  const calendar = createCalendar()
  const scope = (at: Level): RuleScope => ({
    calendar,
    leaf: () => undefined,
    onAccount: (inner, path) => {
      compileRule(inner, { level: 'account', path }, scope('account'))
      return ''
    },
    onMembers: (inner, path) => {
      compileRule(inner, { level: 'person', path }, scope('person'))
      return ''
    },
    levelOf: () => at,
    has: () => true,
    readsDecisions: () => undefined,
    feature: () => [],
    reads: (kind, id) => void (id === '' || reads.add(`${kind}/${id}`)),
  })
  try {
    compileRule(rule, { level, path: 'rule' }, scope(level))
    return { problems: [], reads: [...reads] }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    const at = error.path.replace(/^rule\.?/, '')
    return {
      problems: [{ at, message: error.message.slice(error.path.length + 2) }],
      reads: [...reads],
    }
  }
}

const checkRule = (value: unknown, level: Level): Checked => {
  const parsed = ruleSchema.safeParse(value)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      at: dotted(issue.path),
      message: issue.message,
    }))
    return { name: 'rule', problems, reads: [] }
  }
  return { name: 'rule', says: `${sayRule(parsed.data)}.`, ...checkMeaning(parsed.data, level) }
}

const isMissing = ({ message }: Problem): boolean =>
  /^there is no (milestone|segment|pql|guide|endpoint) "/.test(message)

const checkDefinition = (value: unknown): Checked => {
  const parsed = parseDefinition(value)
  const { kind, id } = value as { readonly kind?: unknown; readonly id?: unknown }
  const name = `${String(kind)}/${typeof id === 'string' ? id : '?'}`
  if (!parsed.ok) return { name, problems: parsed.problems, reads: [] }
  const [own] = [...checkSet([parsed.definition]).definitions.values()]
  const found = own?.problems ?? []
  const missing = found.filter(isMissing).map(({ message }) => /(\w+) "(.*)"/.exec(message))
  return {
    name,
    says: sayDefinition(parsed.definition),
    problems: found.filter((problem) => !isMissing(problem)),
    reads: [...new Set(missing.flatMap((match) => (match ? [`${match[1]}/${match[2]}`] : [])))],
  }
}

/** Checks a definition, or a rule alone, without an instance. */
export const checkDocument = (value: unknown, level: Level): Checked =>
  kindOf(value) === undefined ? checkRule(value, level) : checkDefinition(value)
