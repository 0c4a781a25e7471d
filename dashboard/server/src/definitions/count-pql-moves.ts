import { isWeighted, type Pql, type Rule, RuleError, togetherQuery } from '@waymark/schemas'
import type { RuleMoves } from '@waymark/schemas/api/definitions'
import type { EventStore } from '@waymark/storage'
import { moreThanKept } from '../read/more-than-kept.ts'
import { type Change, questionOf, viewOf } from './moves-question.ts'

/** Something that a PQL asks for: enough to become one, and to stay one, as SQL over which of its rules hold (`holds`). */
interface Clause {
  readonly enters: string
  readonly stays: string
}

/** Most rules that one question asks together: a bit each. */
const mostRules = 63

/** Collects rules; each is then a bit of `holds`. */
const createRules = () => {
  const rules: Rule[] = []
  return {
    rules,
    bit: (rule: Rule): string => `bitTest(holds, ${rules.push(rule) - 1})`,
  }
}

type Rules = ReturnType<typeof createRules>

const partClause = (body: NonNullable<Pql['fit']>, { bit }: Rules): Clause => {
  if (!isWeighted(body)) {
    const is = bit(body)
    return { enters: is, stays: is }
  }
  // Added up in the order of the stream's own sum, which rounds alike.
  const whole = body.of.reduce((sum, { weight }) => sum + weight, 0)
  const sum = body.of.map(({ weight, when }) => `${bit(when)} * toFloat64(${weight})`).join(' + ')
  const atLeast = (points: number): string =>
    `(100 * (${sum}) >= toFloat64(${points}) * toFloat64(${whole}))`
  const enters = atLeast(body.enter)
  return { enters, stays: body.leave === undefined ? enters : atLeast(body.leave) }
}

const clausesOf = (pql: Pql, rules: Rules): readonly Clause[] => {
  const milestones = (pql.milestones ?? []).map((id) => {
    const is = rules.bit({ milestone: { id } })
    return { enters: is, stays: is }
  })
  const parts = [pql.fit, pql.behaviour, pql.intent].flatMap((body) =>
    body ? [partClause(body, rules)] : [],
  )
  return [...milestones, ...parts]
}

interface Row {
  readonly enters: number
  readonly leaves: number
  readonly after: number
}

/**
 * How many a changed PQL would let in and out. It has a memory, and so has this: who is one stays one until what ends it holds, and
 * nobody else comes in while that does.
 * @throws RuleError where the database is not asked about one of its rules
 */
export const countPqlMoves = async (
  store: EventStore,
  pql: Pql,
  change: Change,
): Promise<RuleMoves> => {
  const { env, after } = change
  const { level } = pql
  const own = createRules()
  const clauses = clausesOf(pql, own)
  const comes = clauses.map(({ enters }) => enters).join(' AND ')
  const goes = pql.leave ? own.bit(pql.leave) : `NOT (${clauses.map((c) => c.stays).join(' AND ')})`
  if (own.rules.length > mostRules)
    throw new RuleError(`pql/${pql.id}`, `asks for more than ${mostRules} things`)
  const flags = togetherQuery(own.rules.map((rule) => questionOf({ rule, level }, after, change)))
  const sql = `SELECT countIf(was = 0 AND comes AND NOT goes) AS enters, countIf(was = 1 AND goes) AS leaves,
  countIf(NOT goes AND (was = 1 OR comes)) AS after
FROM (
  SELECT max(one.was) AS was, max(one.bits) AS holds, (${comes}) AS comes, (${goes}) AS goes FROM (
    SELECT subject, toUInt8(0) AS was, toUInt64(holds) AS bits FROM (${flags.sql})
    UNION ALL
    SELECT subject, toUInt8(1) AS was, toUInt64(0) AS bits FROM ${viewOf(level)} WHERE env = {pqlEnv:String} AND has(pql, {pqlId:String})
  ) AS one GROUP BY one.subject
)`
  const [row] = await store.query<Row>(sql, { ...flags.params, pqlEnv: env, pqlId: pql.id })
  const { enters = 0, leaves = 0, after: then = 0 } = row ?? {}
  const note = await moreThanKept(store, { env, rule: { all: own.rules }, definitions: after })
  return { t: 'counted', level, enters, leaves, after: then, ...note }
}
