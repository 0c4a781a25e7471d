import {
  type Definition,
  flipsQuery,
  type Json,
  type Level,
  questionNamesIn,
  type Rule,
} from '@waymark/schemas'

/** When a goal turns for whom: SQL with rows `subject`, `flips` ((instant, 0 or 1), oldest first), and its parameters. */
export interface GoalSql {
  readonly sql: string
  readonly params: { readonly [name: string]: Json }
}

/** A goal to be asked of the database. */
export interface GoalQuestion {
  readonly env: string
  readonly goal: Rule
  /** Whose goal it is. */
  readonly level: Level
  readonly definitions: readonly Definition[]
  readonly from: number
  readonly to: number
}

/** Under whom a visitor's changes are today. */
const belongsTo = `SELECT if(known.into = '', c.subject, known.into) AS subject, c.at_ms AS at, c.body AS body
  FROM changes AS c LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known ON known.subject = c.subject
  WHERE c.env = {env:String}`

const oldestFirst = (rows: string): string =>
  `SELECT subject, arraySort(groupArray((at, is))) AS flips FROM (${rows}) GROUP BY subject`

/** What the account decided, for each person who acts for it today. */
const ofAccounts = (rows: string): string =>
  `SELECT p.subject AS subject, a.at AS at, a.is AS is FROM people AS p
   INNER JOIN (${rows}) AS a ON a.subject = concat({env:String}, '/g/', p.account)
   WHERE p.env = {env:String} AND p.account != ''`

/** A step that is reached once: the first time counts. */
const milestoneSql = (id: string): GoalSql => ({
  sql: `SELECT subject, min(at) AS at, toUInt8(1) AS is FROM (${belongsTo} AND c.kind = 'milestone' AND c.definition = {goal:String})
    WHERE JSONExtractString(body, 'what') = 'reached' GROUP BY subject`,
  params: { goal: id },
})

const pqlSql = (id: string): GoalSql => ({
  sql: `SELECT subject, at, toUInt8(JSONExtractBool(body, 'is')) AS is
    FROM (${belongsTo} AND c.kind = 'pql' AND c.definition = {goal:String})`,
  params: { goal: id },
})

const lifecycleSql = (states: readonly string[]): GoalSql => ({
  sql: `SELECT subject, at, toUInt8(JSONExtractString(body, 'to') IN {goal:Array(String)}) AS is
    FROM (${belongsTo} AND c.kind = 'lifecycle')`,
  params: { goal: states },
})

const levelOf = (
  definitions: readonly Definition[],
  kind: 'milestone' | 'pql',
  id: string,
): Level | undefined => {
  const found = definitions.find((d) => d.kind === kind && d.id === id)
  return found && 'level' in found ? found.level : undefined
}

/** A rule about something that began at an instant. */
interface Held {
  readonly within?: string
  readonly for?: string
}

interface Told {
  readonly by: GoalSql
  /** Whose the answer is. */
  readonly level: Level
}

const isPlain = ({ within, for: held }: Held): boolean => within === undefined && held === undefined

/** What the stream decided itself, which the history of events does not tell but the record of changes does. */
const toldByStream = (
  goal: Rule,
  level: Level,
  definitions: readonly Definition[],
): Told | undefined => {
  if ('milestone' in goal && isPlain(goal.milestone)) {
    const { id } = goal.milestone
    return { by: milestoneSql(id), level: levelOf(definitions, 'milestone', id) ?? level }
  }
  if ('pql' in goal && isPlain(goal.pql)) {
    const { id } = goal.pql
    return { by: pqlSql(id), level: levelOf(definitions, 'pql', id) ?? level }
  }
  if ('lifecycle' in goal && Object.keys(goal.lifecycle).length === 1) {
    const { is, in: several } = goal.lifecycle
    return { by: lifecycleSql(several ?? (is ? [is] : [])), level }
  }
  return 'account' in goal ? toldByStream(goal.account, 'account', definitions) : undefined
}

/** What the history of events and decisions tells, at every instant as the stream would. */
const toldByEvents = ({ env, goal, level, definitions, from, to }: GoalQuestion): GoalSql =>
  flipsQuery({
    rule: goal,
    level,
    envs: [env],
    asked: { from, to },
    names: questionNamesIn(definitions),
  })

/**
 * When a goal turns: of a milestone, a PQL or a lifecycle state from what the stream decided, of other rules from the events.
 * @throws RuleError where neither tells it.
 */
export const goalSql = (question: GoalQuestion): GoalSql => {
  const told = toldByStream(question.goal, question.level, question.definitions)
  if (!told) return toldByEvents(question)
  const isOther = told.level === 'account' && question.level === 'person'
  const rows = isOther ? ofAccounts(told.by.sql) : told.by.sql
  return { sql: oldestFirst(rows), params: told.by.params }
}
