import {
  canonicalJson,
  changeQuery,
  type Definition,
  flipsQuery,
  holdersQuery,
  type Level,
  pastNamesIn,
  questionNamesIn,
  type Rule,
  RuleError,
  type RuleMoves,
  type RuleQuestion,
} from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { moreThanKept } from '../read/more-than-kept.ts'

/** A change that is not made yet: what is in force, and what would be. */
interface Change {
  readonly env: string
  readonly at: number
  readonly before: readonly Definition[]
  readonly after: readonly Definition[]
  /** It is asked when this definition would have decided: it is in force as if it had always been. */
  readonly readsPast: boolean
  /** Why the database is not asked, where it is not to be. */
  readonly uncounted?: string
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

const levelOf = (d: Definition): string | undefined => ('level' in d ? d.level : undefined)

const questionOf = (
  { rule, level }: Membership,
  definitions: readonly Definition[],
  { env, at, before }: Change,
): RuleQuestion => {
  return {
    rule,
    level,
    envs: [env],
    asked: { from: at, to: at },
    names: { ...questionNamesIn(definitions), decided: decidedBy(definitions, before) },
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

type Query = ReturnType<typeof changeQuery>

/**
 * Whoever the rule has held of at any time since the first event, as the reader of pasts asks it; who became somebody else is counted
 * as that one, who has what they reached.
 */
const everQuery = async (
  store: EventStore,
  question: RuleQuestion,
  definitions: readonly Definition[],
): Promise<Query> => {
  const { envs, asked } = question
  const [row] = await store.query<{ first: number }>(
    'SELECT min(folded_ms) AS first FROM events WHERE env IN {envs:Array(String)}',
    { envs },
  )
  const from = Math.min(asked.to, Math.max(0, (row?.first ?? 0) - 1))
  const names = pastNamesIn(definitions)
  const flips = flipsQuery({ ...question, names, asked: { from, to: asked.to } })
  return {
    sql: `SELECT if(known.into = '', turned.subject, known.into) AS subject
      FROM (SELECT subject FROM (${flips.sql}) WHERE arrayExists(flip -> flip.2 = 1, flips)) AS turned
      LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env IN {envs:Array(String)}) AS known ON known.subject = turned.subject`,
    params: { ...flips.params, envs },
  }
}

/**
 * Of whom a rule decides a milestone: where it is asked when it would have been reached, of whoever it ever held of, its windows in
 * those days; else of whom it holds now.
 */
const decidedQuery = (
  store: EventStore,
  question: RuleQuestion,
  { readsPast, after }: Change,
): Promise<Query> =>
  readsPast ? everQuery(store, question, after) : Promise.resolve(holdersQuery(question))

/**
 * A milestone is kept once reached, whatever its rule says by now: who has it is asked of the decisions, and only who comes in of
 * the rule.
 */
const reachedQuery = (id: string, question: RuleQuestion, holders: Query): Query => {
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

const queryOf = async (
  store: EventStore,
  { definition, own }: { readonly definition: Definition; readonly own: Membership },
  change: Change,
): Promise<Query> => {
  const after = questionOf(own, change.after, change)
  if (definition.kind === 'milestone')
    return reachedQuery(definition.id, after, await decidedQuery(store, after, change))
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
  if (change.uncounted !== undefined) return untold(change.uncounted)
  try {
    const { sql, params } = await queryOf(store, { definition, own }, change)
    const [row] = await store.query<Row>(sql, params)
    const { enters = 0, leaves = 0, after = 0 } = row ?? {}
    const asked = { env: change.env, rule: own.rule, definitions: change.after }
    const note = await moreThanKept(store, asked)
    return { t: 'counted', level: own.level, enters, leaves, after, ...note }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return untold(error.message)
  }
}
