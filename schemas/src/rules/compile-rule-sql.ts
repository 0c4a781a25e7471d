import type { Calendar } from './calendar.ts'
import { RuleError } from './compile-rule.ts'
import type { FeatureUse } from './feature-use.ts'
import { partsOf, type Rule } from './rule.ts'
import type { Level } from './rule-kind.ts'
import { ruleKindsSql } from './rule-kinds-sql.ts'
import type { ScoreSource } from './score/score-of.ts'
import { asOfSql } from './sql/as-of-sql.ts'
import type { Asked, DecidedKind, RuleSql, SqlContext } from './sql/rule-sql.ts'
import { accountSourcesSql, sourcesSql } from './sql/sources-sql.ts'
import {
  intParam,
  joinSql,
  nameSql,
  type Query,
  renderSql,
  type Sql,
  sql,
  textsParam,
} from './sql/sql.ts'

/** A rule to be asked of the database: what it may name, of which environments, and about which instants. */
export interface RuleQuestion {
  readonly rule: Rule
  readonly level: Level
  readonly envs: readonly string[]
  readonly asked: Asked
  readonly names: {
    readonly calendar: Calendar
    readonly feature: (id: string) => readonly FeatureUse[] | undefined
    readonly segment: SqlContext['segment']
    /** A score, with the table in force for it. Absent where scores cannot be asked. */
    readonly score?: (id: string) => ScoreSource | undefined
    /**
     * The level of a definition of which the stream has decided all along (of a lifecycle: `id` is its level). Absent where that is
     * not so, as of definitions that are not in force yet: then a rule that asks what was decided is refused.
     */
    readonly decided?: (kind: DecidedKind, id: string) => Level | undefined
  }
}

/** A rule compiled at one level, and what its subjects' rows have to hold for it. */
interface Compiled {
  readonly rule: RuleSql
  readonly leaves: readonly { readonly what: Sql; readonly match: Sql; readonly newest: Sql }[]
  readonly pasts: readonly Sql[]
  /** Lists of (from, value), of which the rule reads the value at the instant. */
  readonly known: readonly Sql[]
}

interface Place {
  readonly level: Level
  readonly path: string
}

const refuseAt = (path: string, message: string): never => {
  throw new RuleError(path, message)
}

const compileAt = (
  root: Rule,
  { level, path: rootPath }: Place,
  question: RuleQuestion,
): Compiled => {
  const leaves: Compiled['leaves'][number][] = []
  const pasts: Sql[] = []
  const known: Sql[] = []
  const { asked, names } = question
  const ruleAt = (rule: Rule, path: string): RuleSql => {
    const [name, body] = partsOf(rule)
    const toSql = ruleKindsSql[name] as (body: never, context: SqlContext) => RuleSql
    return toSql(body, {
      level,
      calendar: names.calendar,
      asked,
      inScope: scopeOf(question),
      leaf: (what, match, newest = sql`time`) =>
        nameSql('leaf', leaves.push({ what, match, newest }) - 1),
      past: (relation) => nameSql('past', pasts.push(relation) - 1),
      asOf: (list) => nameSql('known', known.push(list) - 1),
      inner: (inner, key) => ruleAt(inner, `${path}.${key}`),
      elsewhere: (inner, other, key) =>
        flipsOf(compileAt(inner, { level: other, path: `${path}.${key}` }, question), other, asked),
      segment: names.segment,
      decided: (kind, id) => {
        const place = `${path}.${name}`
        if (!names.decided)
          return refuseAt(place, 'is what the stream decided; here only the events are asked')
        return names.decided(kind, id) ?? refuseAt(`${place}.id`, `there is no ${kind} "${id}"`)
      },
      feature: names.feature,
      score: (id) => {
        const place = `${path}.${name}`
        if (!names.score)
          return refuseAt(place, 'cannot be asked of definitions that are not in force')
        return names.score(id) ?? refuseAt(`${place}.id`, `there is no score "${id}"`)
      },
      refuse: (message, key) =>
        refuseAt(key ? `${path}.${name}.${key}` : `${path}.${name}`, message),
    })
  }
  return { rule: ruleAt(root, rootPath), leaves, pasts, known }
}

const scopeOf = ({ envs }: RuleQuestion): Sql => sql`env IN ${textsParam(envs)}`

/** The leaf's list; of an account without what came along with somebody and was too old. */
const listOf = (n: number, level: Level): Sql => {
  const leaf = sql`base.${nameSql('leaf', n)}`
  if (level === 'person') return leaf
  const newest = sql`arrayMax(arrayMap(other -> other.3, arrayFilter(other -> other.1 = one.1, ${leaf})))`
  return sql`arrayMap(one -> one.4, arrayFilter(one -> one.1 = '' OR ${newest} > one.2, ${leaf}))`
}

/** One row per subject: since when it is there (until when), and all that the rule reads. */
const rowsOf = ({ leaves, pasts }: Compiled, level: Level): Sql => {
  const gathered = leaves.map(({ what, match, newest }, n) => {
    const item = level === 'person' ? what : sql`(batch, after, ${newest}, ${what})`
    return sql`groupArrayIf(${item}, ${match}) AS ${nameSql('leaf', n)}`
  })
  const events = level === 'person' ? sql`person_events` : sql`account_events`
  const lists = leaves.map((_, n) => sql`${listOf(n, level)} AS ${nameSql('leaf', n)}`)
  const values = pasts.map((_, n) => sql`${nameSql('other', n)}.value AS ${nameSql('past', n)}`)
  const joins = pasts.map(
    (past, n) =>
      sql`\nLEFT JOIN (${past}) AS ${nameSql('other', n)} ON ${nameSql('other', n)}.subject = base.subject`,
  )
  const own = [sql`subject`, sql`min(visible) AS born`, ...gathered]
  const all = [sql`base.subject AS subject`, sql`base.born AS born`, sql`k.gone AS gone`]
  return sql`SELECT ${joinSql([...all, ...lists, ...values], 'comma')}
FROM (SELECT ${joinSql(own, 'comma')} FROM ${events} GROUP BY subject) AS base
LEFT JOIN became_known AS k ON k.subject = base.subject${{ parts: joins.flatMap(({ parts }) => parts) }}`
}

/** A subject is there from its first event on, and an anonymous visitor until they are known. */
const holdsAt = ({ rule }: Compiled, at: Sql): Sql =>
  sql`(born <= ${at} AND (gone = 0 OR ${at} < gone) AND ${rule.holds(at)})`

/** (instant, whether it holds then) for each of some instants, oldest first. */
const answersAt = (compiled: Compiled, instants: Sql): Sql => {
  const names = [sql`at`, ...compiled.known.map((_, n) => nameSql('known', n))]
  const lists = [instants, ...compiled.known.map((list) => asOfSql(list, instants))]
  return sql`arrayMap((${joinSql(names, 'comma')}) -> (at, toUInt8(${holdsAt(compiled, sql`at`)})), ${joinSql(lists, 'comma')})`
}

const flipsOf = (compiled: Compiled, level: Level, { from, to }: Asked): Sql => {
  const turns = joinSql([sql`[born]`, sql`[gone]`, ...compiled.rule.turns], 'comma')
  const inside = sql`arrayFilter(turn -> turn > ${intParam(from)} AND turn <= ${intParam(to)}, arrayConcat(${turns}))`
  const instants = sql`arraySort(arrayDistinct(arrayPushBack(${inside}, ${intParam(from)})))`
  const isFlip = sql`i = 1 OR answer.2 != before.2`
  const before = sql`arrayPushFront(arrayPopBack(answers), answers[1])`
  return sql`SELECT subject, arrayFilter((answer, before, i) -> ${isFlip}, answers, ${before}, arrayEnumerate(answers)) AS flips
FROM (SELECT subject, ${answersAt(compiled, sql`instants`)} AS answers FROM (SELECT *, ${instants} AS instants FROM (${rowsOf(compiled, level)})))`
}

const asked = (question: RuleQuestion, select: Sql): Query => {
  const sources = sourcesSql(scopeOf(question), intParam(question.asked.to))
  return renderSql(sql`${sources}${accountSourcesSql}
${select}`)
}

/**
 * When a rule turns for each subject in (from, to]: rows `{ subject, flips: [[instant, 0 | 1], …] }`, oldest first, beginning with
 * what it says at `from`.
 * @throws RuleError with the path of what the database cannot tell faithfully.
 */
export const flipsQuery = (question: RuleQuestion): Query => {
  const compiled = compileAt(question.rule, { level: question.level, path: 'rule' }, question)
  return asked(question, flipsOf(compiled, question.level, question.asked))
}

const holdersOf = (
  question: RuleQuestion,
): { readonly single: RuleQuestion; readonly rows: Sql } => {
  const { to } = question.asked
  const single = { ...question, asked: { ...question.asked, from: to, to } }
  const compiled = compileAt(question.rule, { level: question.level, path: 'rule' }, single)
  const holds = sql`${answersAt(compiled, sql`[${intParam(to)}]`)}[1].2 = 1`
  return {
    single,
    rows: sql`SELECT subject FROM (${rowsOf(compiled, question.level)}) WHERE ${holds}`,
  }
}

/**
 * For whom a rule holds at `asked.to`: rows `{ subject }`, in the order of the keys.
 * @throws RuleError with the path of what the database cannot tell faithfully.
 */
export const holdersQuery = (question: RuleQuestion): Query => {
  const { single, rows } = holdersOf(question)
  return asked(single, sql`${rows} ORDER BY subject`)
}

/**
 * For how many a rule holds at `asked.to`: one row `{ count, sample }`, with the keys of the first ten.
 * @throws RuleError with the path of what the database cannot tell faithfully.
 */
export const countQuery = (question: RuleQuestion): Query => {
  const { single, rows } = holdersOf(question)
  return asked(
    single,
    sql`SELECT count() AS count, groupArraySorted(10)(subject) AS sample FROM (${rows})`,
  )
}

/**
 * Which of some rules hold of a subject at `asked.to`: rows `{ subject, holds }` of whom one does, a bit for each, the first rule's the
 * lowest. All are about the same level, environments and instant, 63 at most.
 * @throws RuleError with the path of what the database cannot tell faithfully.
 */
export const togetherQuery = (questions: readonly RuleQuestion[]): Query => {
  const all = questions.map(holdersOf)
  const [first] = all
  if (!first) throw new Error('no rule to ask')
  const parts = all.map(
    ({ rows }, i) =>
      sql`SELECT subject, bitShiftLeft(toUInt64(1), ${intParam(i)}) AS bit FROM (${rows})`,
  )
  return asked(
    first.single,
    sql`SELECT subject, groupBitOr(bit) AS holds FROM (${joinSql(parts, 'union')}) GROUP BY subject`,
  )
}

/** What a rule said before a change and what it says after it; absent where there was none, or is none any more. */
export interface RuleChange {
  readonly before?: RuleQuestion
  readonly after?: RuleQuestion
}

/**
 * How many subjects a change lets in and out at `asked.to`: one row `{ enters, leaves, after }`. Both questions are about the same
 * environments and instant.
 * @throws RuleError with the path of what the database cannot tell faithfully.
 */
export const changeQuery = ({ before, after }: RuleChange): Query => {
  const sides = [before, after].map((question, i) => ({ question, is: intParam(i) }))
  const parts = sides.flatMap(({ question, is }) =>
    question
      ? [
          sql`SELECT subject, toInt64(1) - ${is} AS was, ${is} AS now FROM (${holdersOf(question).rows})`,
        ]
      : [],
  )
  const question = after ?? before
  if (!question) throw new Error('a change without a rule')
  return asked(
    holdersOf(question).single,
    sql`SELECT countIf(was = 0 AND now = 1) AS enters, countIf(was = 1 AND now = 0) AS leaves, countIf(now = 1) AS after
FROM (SELECT subject, max(was) AS was, max(now) AS now FROM (${joinSql(parts, 'union')}) GROUP BY subject)`,
  )
}
