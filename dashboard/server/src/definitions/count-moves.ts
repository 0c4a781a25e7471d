import {
  canonicalJson,
  changeQuery,
  type Definition,
  flipsQuery,
  holdersQuery,
  type Level,
  pastNamesIn,
  type Rule,
  RuleError,
  type RuleQuestion,
} from '@waymark/schemas'
import type { RuleMoves } from '@waymark/schemas/api/definitions'
import type { EventStore } from '@waymark/storage'
import { moreThanKept } from '../read/more-than-kept.ts'
import { countFlowMoves } from './count-flow-moves.ts'
import { countLifecycleMoves } from './count-lifecycle-moves.ts'
import { countPqlMoves } from './count-pql-moves.ts'
import { type Change, questionOf, viewOf } from './moves-question.ts'

/** Whom a definition is about: by one rule, at one level. */
interface Membership {
  readonly rule: Rule
  readonly level: Level
}

/** Of a flow it is counted who is in it, not whom its rules let in. */
const isVerified = (d: Definition): boolean =>
  d.kind !== 'flow' && 'verified' in d && d.verified === true

/** The one rule by which people or accounts are in a definition. */
const membershipOf = (d: Definition | undefined): Membership | undefined => {
  if (d?.kind === 'segment') return { rule: d.rule, level: d.level }
  if (d?.kind === 'milestone') return { rule: d.reached, level: d.level }
  if (d?.kind === 'engagement') return { rule: d.audience, level: levelOfAudience(d) }
  return undefined
}

const levelOfAudience = (d: object): Level =>
  'level' in d && d.level === 'account' ? 'account' : 'person'

const find = (definitions: readonly Definition[], { kind, id }: Definition) =>
  definitions.find((d) => d.kind === kind && d.id === id)

const untold = (why: string) => ({ t: 'untold', why }) as const satisfies RuleMoves

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
  return {
    sql: `SELECT countIf(had = 0) AS enters, toUInt64(0) AS leaves, count() AS after FROM (
  SELECT subject, max(had) AS had FROM (
    SELECT subject, toUInt8(0) AS had FROM (${holders.sql})
    UNION ALL
    SELECT subject, toUInt8(1) AS had FROM ${viewOf(question.level)} WHERE env IN {envs:Array(String)} AND has(milestones, {milestone:String})
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

const countRuleMoves = async (
  store: EventStore,
  { definition, own }: { readonly definition: Definition; readonly own: Membership },
  change: Change,
): Promise<RuleMoves> => {
  const { sql, params } = await queryOf(store, { definition, own }, change)
  const [row] = await store.query<Row>(sql, params)
  const { enters = 0, leaves = 0, after = 0 } = row ?? {}
  const asked = { env: change.env, rule: own.rule, definitions: change.after }
  const note = await moreThanKept(store, asked)
  return { t: 'counted', level: own.level, enters, leaves, after, ...note }
}

/** How it is counted; `undefined` of what nobody is in by a rule. */
const counterOf = (
  store: EventStore,
  definition: Definition,
  change: Change,
): (() => Promise<RuleMoves | undefined>) | undefined => {
  if (definition.kind === 'pql') return () => countPqlMoves(store, definition, change)
  if (definition.kind === 'lifecycle') return () => countLifecycleMoves(store, definition, change)
  if (definition.kind === 'flow') return () => countFlowMoves(store, definition, change)
  const own = membershipOf(definition)
  return own && (() => countRuleMoves(store, { definition, own }, change))
}

/** How many a changed definition would let in and out; `undefined` where nobody is in it by a rule, or nothing of it changes. */
export const countMoves = async (
  store: EventStore,
  definition: Definition,
  change: Change,
): Promise<RuleMoves | undefined> => {
  const count = counterOf(store, definition, change)
  const known = find(change.before, definition)
  if (!count || (known && canonicalJson(known) === canonicalJson(definition))) return undefined
  if (isVerified(definition))
    return untold('that only what a server sent counts is not asked of the database yet')
  if (change.uncounted !== undefined) return { ...untold(change.uncounted), more: true }
  try {
    return await count()
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return untold(error.message)
  }
}
