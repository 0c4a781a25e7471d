import { type Definition, featuresUsedSql } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { GoalSql } from '../results/goal-sql.ts'

/** How often something must have been done to count as done. */
export const timesTried = [1, 2, 3, 5, 10] as const

const weekMs = 604_800_000
const mostKeys = 500
const fewestPeople = 5

export type Feature = Extract<Definition, { kind: 'feature' }>

export interface EarlyQuestion {
  readonly env: string
  readonly features: readonly Feature[]
  /** When the target was reached; empty: by coming back in the week from `byMs` on. */
  readonly target: readonly GoalSql[]
  readonly firstMs: number
  readonly byMs: number
  readonly asOf: number
}

/** Who is judged. */
export interface EarlyPeople {
  readonly people: number
  readonly reached: number
  readonly young: number
  readonly already: number
}

/** How many did something early at least 1, 2, 3 … times (`timesTried`), and how many of those reached the target. */
export interface EarlyDeed {
  /** `event/NAME`, `page/NAME` or `feature/ID`. */
  readonly key: string
  readonly did: readonly number[]
  readonly reached: readonly number[]
}

const firstTimes = (target: readonly GoalSql[]): string =>
  target.length === 0
    ? `SELECT s.subject AS subject, min(s.at) AS hit FROM seen AS s INNER JOIN born_at AS b ON b.subject = s.subject
       WHERE s.at >= b.born + {by:Int64} AND s.at < b.born + {until:Int64} GROUP BY s.subject`
    : `SELECT subject, min(one) AS hit FROM (${target
        .map(
          ({ sql }) =>
            `SELECT subject, arrayFirst(flip -> flip.2 = 1, flips).1 AS one FROM (${sql})`,
        )
        .join(' UNION ALL ')}) WHERE one > 0 GROUP BY subject`

/**
 * People who are known, from the first that was seen of them, as a visitor too. Who had the target within the first days is left out,
 * so that what is early comes before what it is held against (a landmark: Anderson, Cain, Gelber, J. Clin. Oncol. 1, 1983); and who is
 * not known for long enough yet, whatever they did (right censoring).
 */
const relations = ({ features, target }: EarlyQuestion): { sql: string; params: object } => {
  const used = featuresUsedSql(features)
  const sql = `WITH seen AS (
    SELECT subject, time_ms AS at, type, event, ${used.sql} AS used FROM activity
    WHERE env = {env:String} AND counts AND time_ms <= {as_of:Int64} AND startsWith(subject, concat({env:String}, '/u/'))
      AND type IN ('track', 'page', 'screen')
  ),
  born_at AS (SELECT subject, min(at) AS born FROM seen GROUP BY subject),
  judged AS (
    SELECT b.subject AS subject, b.born AS born, b.born + {until:Int64} > {as_of:Int64} AS young,
      NOT young AND t.hit > 0 AND t.hit <= b.born + {first:Int64} AS already,
      t.hit > b.born + {first:Int64} AND t.hit <= b.born + {until:Int64} AS reached
    FROM born_at AS b LEFT JOIN (${firstTimes(target)}) AS t ON t.subject = b.subject
  )`
  const params = target.reduce((all, one) => ({ ...all, ...one.params }), used.params)
  return { sql, params }
}

const paramsOf = (question: EarlyQuestion, more: object) => {
  const { env, target, firstMs, byMs, asOf } = question
  const until = target.length === 0 ? byMs + weekMs : byMs
  return { ...more, env, as_of: asOf, first: firstMs, by: byMs, until }
}

/** Who is judged, and who is not. */
export const readEarlyPeople = async (
  store: EventStore,
  question: EarlyQuestion,
): Promise<EarlyPeople> => {
  const { sql, params } = relations(question)
  const [row] = await store.query<EarlyPeople>(
    `${sql}
     SELECT countIf(NOT j.young AND NOT j.already) AS people, countIf(NOT j.young AND NOT j.already AND j.reached) AS reached,
       countIf(j.young) AS young, countIf(j.already) AS already FROM judged AS j`,
    paramsOf(question, params),
  )
  return row ?? { people: 0, reached: 0, young: 0, already: 0 }
}

const counted = timesTried
  .flatMap((times) => [`countIf(n >= ${times})`, `countIf(n >= ${times} AND reached)`])
  .join(', ')

/** What the people who are judged did in their first days, most common first. Waymark's own events are not theirs. */
export const readEarlyDeeds = async (
  store: EventStore,
  question: EarlyQuestion,
): Promise<readonly EarlyDeed[]> => {
  const { sql, params } = relations(question)
  const rows = await store.query<{ key: string; counts: readonly number[] }>(
    `${sql}
     SELECT key, [${counted}] AS counts FROM (
       SELECT s.subject AS subject, any(j.reached) AS reached, count() AS n,
         arrayJoin(arrayConcat(
           multiIf(s.type != 'track', [concat('page/', s.event)], startsWith(s.event, '$'), [], [concat('event/', s.event)]),
           arrayMap(id -> concat('feature/', id), s.used)
         )) AS key
       FROM seen AS s INNER JOIN judged AS j ON j.subject = s.subject
       WHERE NOT j.young AND NOT j.already AND s.at < j.born + {first:Int64}
       GROUP BY s.subject, key
     )
     GROUP BY key HAVING counts[1] >= ${fewestPeople} ORDER BY counts[1] DESC, key LIMIT ${mostKeys}`,
    paramsOf(question, params),
  )
  return rows.map(({ key, counts }) => ({
    key,
    did: counts.filter((_, i) => i % 2 === 0),
    reached: counts.filter((_, i) => i % 2 === 1),
  }))
}
