import {
  canonicalJson,
  changeQuery,
  type Definition,
  holdersQuery,
  type Level,
  type Rule,
  RuleError,
  type RuleMoves,
  type RuleQuestion,
  ruleNamesIn,
} from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

/** A change that is not made yet: what is in force, and what would be. */
interface Change {
  readonly env: string
  readonly at: number
  readonly before: readonly Definition[]
  readonly after: readonly Definition[]
}

/** Whom a definition is about: by one rule, at one level. */
interface Membership {
  readonly rule: Rule
  readonly level: Level
  readonly verified: boolean
}

const isVerified = (d: object): boolean => 'verified' in d && d.verified === true

/** The rule by which people or accounts are in a definition; of a PQL there are several, of others none. */
const membershipOf = (d: Definition | undefined): Membership | undefined => {
  if (d?.kind === 'segment') return { rule: d.rule, level: d.level, verified: isVerified(d) }
  if (d?.kind === 'milestone') return { rule: d.reached, level: d.level, verified: isVerified(d) }
  if (d?.kind === 'engagement')
    return { rule: d.audience, level: levelOfAudience(d), verified: false }
  return undefined
}

const levelOfAudience = (d: object): Level =>
  'level' in d && d.level === 'account' ? 'account' : 'person'

const questionOf = (
  { rule, level }: Membership,
  definitions: readonly Definition[],
  { env, at }: Change,
): RuleQuestion => {
  const { calendar, feature } = ruleNamesIn(definitions)
  const segment: RuleQuestion['names']['segment'] = (id) =>
    definitions.flatMap((d) => (d.kind === 'segment' && d.id === id ? [d] : []))[0]
  return {
    rule,
    level,
    envs: [env],
    asked: { from: at, to: at },
    names: { calendar, feature, segment },
  }
}

const find = (definitions: readonly Definition[], { kind, id }: Definition) =>
  definitions.find((d) => d.kind === kind && d.id === id)

const untold = (why: string): RuleMoves => ({ t: 'untold', why })

interface Row {
  readonly enters: number
  readonly leaves: number
  readonly after: number
}

/**
 * A milestone is kept once reached, whatever its rule says by now: who has it is asked of the decisions, and only who comes in of
 * the rule.
 */
const reachedQuery = (id: string, question: RuleQuestion): ReturnType<typeof changeQuery> => {
  const holders = holdersQuery(question)
  const view = question.level === 'account' ? 'accounts' : 'people'
  return {
    sql: `SELECT countIf(had = 0) AS enters, toUInt64(0) AS leaves, count() AS after FROM (
  SELECT subject, max(had) AS had FROM (
    SELECT subject, toUInt8(0) AS had FROM (${holders.sql})
    UNION ALL
    SELECT subject, toUInt8(1) AS had FROM ${view} WHERE env IN {envs:Array(String)} AND has(milestones, {milestone:String})
  ) GROUP BY subject)`,
    params: { ...holders.params, envs: question.envs, milestone: id },
  }
}

const queryOf = (definition: Definition, own: Membership, change: Change) => {
  const after = questionOf(own, change.after, change)
  if (definition.kind === 'milestone') return reachedQuery(definition.id, after)
  const was = membershipOf(find(change.before, definition))
  return changeQuery({ ...(was ? { before: questionOf(was, change.before, change) } : {}), after })
}

/** How many a changed definition would let in and out; `undefined` where nobody is in it by a rule, or nothing of it changes. */
export const countMoves = async (
  store: EventStore,
  definition: Definition,
  change: Change,
): Promise<RuleMoves | undefined> => {
  const own = membershipOf(definition)
  if (!own) {
    return definition.kind === 'pql'
      ? untold('a PQL has a memory: when it was entered, and when it is left')
      : undefined
  }
  const known = find(change.before, definition)
  if (known && canonicalJson(known) === canonicalJson(definition)) return undefined
  if (own.verified)
    return untold('that only what a server sent counts is not asked of the database yet')
  try {
    const { sql, params } = queryOf(definition, own, change)
    const [row] = await store.query<Row>(sql, params)
    const { enters = 0, leaves = 0, after = 0 } = row ?? {}
    return { t: 'counted', level: own.level, enters, leaves, after }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return untold(error.message)
  }
}
