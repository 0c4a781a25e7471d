import {
  canonicalJson,
  type Definition,
  type Level,
  questionNamesIn,
  type Rule,
  RuleError,
  type RuleQuestion,
} from '@waymark/schemas'

/** A change that is not made yet: what is in force, and what would be. */
export interface Change {
  readonly env: string
  readonly at: number
  readonly before: readonly Definition[]
  readonly after: readonly Definition[]
  /** It is asked when this definition would have decided: it is in force as if it had always been. */
  readonly readsPast: boolean
  /** Why the database is not asked, where it is not to be. */
  readonly uncounted?: string
}

const levelOf = (d: object): unknown => ('level' in d ? d.level : undefined)

/**
 * What the stream decided is asked of what it decides by: of a definition that changes with this one nobody knows yet what it
 * will decide.
 */
const decidedBy = (
  definitions: readonly Definition[],
  before: readonly Definition[],
): NonNullable<RuleQuestion['names']['decided']> => {
  const { decided } = questionNamesIn(definitions)
  const among = (list: readonly Definition[], kind: string, id: string) =>
    list.find((d) => d.kind === kind && (kind === 'lifecycle' ? levelOf(d) : d.id) === id)
  return (kind, id) => {
    const is = among(definitions, kind, id)
    const was = among(before, kind, id)
    const isSame = canonicalJson(is ?? null) === canonicalJson(was ?? null)
    if (!isSame)
      throw new RuleError(`${kind}/${id}`, 'changes, too: what it will decide is not known yet')
    return decided?.(kind, id)
  }
}

/** A rule at one level, asked of a set of definitions at the instant of the change. */
export const questionOf = (
  { rule, level }: { readonly rule: Rule; readonly level: Level },
  definitions: readonly Definition[],
  { env, at, before }: Change,
): RuleQuestion => ({
  rule,
  level,
  envs: [env],
  asked: { from: at, to: at },
  names: { ...questionNamesIn(definitions), decided: decidedBy(definitions, before) },
})

/** Who there is at a level, with what they are by now. */
export const viewOf = (level: Level): 'accounts' | 'people' =>
  level === 'account' ? 'accounts' : 'people'
