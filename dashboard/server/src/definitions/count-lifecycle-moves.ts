import {
  type Lifecycle,
  type LifecycleWay,
  lifecycleStates,
  lifecycleWays,
  togetherQuery,
} from '@waymark/schemas'
import type { RuleMoves } from '@waymark/schemas/api/definitions'
import type { EventStore } from '@waymark/storage'
import { moreThanKept } from '../read/more-than-kept.ts'
import { type Change, questionOf, viewOf } from './moves-question.ts'

interface Row {
  readonly was: string
  readonly is: string
  readonly subjects: number
}

const textOf = (state: string): string => `'${state}'`

/** The states that somebody goes through, way by way, as the stream goes them: each once, in the order of the states. */
const walk = (ways: readonly LifecycleWay[], subjects: string): string =>
  ways.reduce((before, { to, from }, i) => {
    const goes = `bitTest(holds, ${i}) AND is != ${textOf(to)} AND is IN (${['', ...from].map(textOf).join(', ')})`
    return `SELECT was, holds, if(${goes}, ${textOf(to)}, is) AS is FROM (${before})`
  }, subjects)

const sum = (rows: readonly Row[]): number => rows.reduce((all, { subjects }) => all + subjects, 0)

/**
 * How many would come into each state and go out of it by a changed lifecycle, from where they are now.
 * @throws RuleError where the database is not asked about one of its rules
 */
export const countLifecycleMoves = async (
  store: EventStore,
  own: Lifecycle,
  change: Change,
): Promise<RuleMoves> => {
  const { env, after } = change
  const { level } = own
  const pqls = after.flatMap((d) => (d.kind === 'pql' && d.level === level ? [d.id] : []))
  const ways = lifecycleWays(own, pqls)
  const asked = ways.map(({ when }) => questionOf({ rule: when, level }, after, change))
  const flags = togetherQuery(asked)
  const subjects = `SELECT known.lifecycle AS was, flags.holds AS holds, known.lifecycle AS is
  FROM (SELECT subject, toString(lifecycle) AS lifecycle FROM ${viewOf(level)} WHERE env = {lifeEnv:String}) AS known
  LEFT JOIN (${flags.sql}) AS flags ON flags.subject = known.subject`
  const sql = `SELECT was, is, count() AS subjects FROM (${walk(ways, subjects)}) GROUP BY was, is`
  const rows = await store.query<Row>(sql, { ...flags.params, lifeEnv: env })
  const states = lifecycleStates
    .map((state) => ({
      state,
      enters: sum(rows.filter(({ was, is }) => is === state && was !== state)),
      leaves: sum(rows.filter(({ was, is }) => was === state && is !== state)),
      after: sum(rows.filter(({ is }) => is === state)),
    }))
    .filter(({ leaves, after: then }) => leaves + then > 0)
  const rule = { all: ways.map(({ when }) => when) }
  return {
    t: 'states',
    level,
    states,
    ...(await moreThanKept(store, { env, rule, definitions: after })),
  }
}
