import type { DrawShares, ResultArm } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { GoalSql } from './goal-sql.ts'

/** People who were drawn the same way, under the same shares. */
export interface Draws {
  /** Absent in records of before shares were told. */
  readonly shares?: DrawShares
  readonly arm: ResultArm
  /** Of the treated. */
  readonly variant?: string
  /** Was drawn differently as a visitor and as a person. */
  readonly both: boolean
  readonly drawn: number
  /** Had the goal when they were drawn. */
  readonly before: number
  /** Had not, and their time is over. */
  readonly people: number
  readonly reached: number
  readonly first: number
  readonly last: number
}

interface Row {
  readonly shares: string
  readonly arm: ResultArm
  readonly variant: string
  readonly both: boolean | 0 | 1
  readonly drawn: number
  readonly before: number
  readonly people: number
  readonly reached: number
  readonly first: number
  readonly last: number
}

/**
 * Everybody who came as far as the draw, once: a visitor under who they became, by their first draw. The variant that somebody who is
 * held out would have got is no arm of its own.
 */
const drawnSql = `SELECT subject, min(told_at) AS at, argMin(told_shares, told_at) AS shares, argMin(told_arm, told_at) AS arm,
    argMin(told_variant, told_at) AS variant, uniqExact(told_arm, told_variant) > 1 AS both
  FROM (
    SELECT if(known.into = '', c.subject, known.into) AS subject, c.at_ms AS told_at, JSONExtractRaw(c.body, 'draw') AS told_shares,
      if(JSONExtractString(c.body, 'arm') = 'treated', 'treated', JSONExtractString(c.body, 'of')) AS told_arm,
      if(told_arm = 'treated', JSONExtractString(c.body, 'variant'), '') AS told_variant
    FROM changes AS c
    LEFT ANY JOIN (SELECT subject, into FROM merges WHERE env = {env:String}) AS known ON known.subject = c.subject
    WHERE c.env = {env:String} AND c.kind = 'exposed' AND c.definition = {engagement:String}
  )
  GROUP BY subject`

const noGoal: GoalSql = {
  sql: `SELECT '' AS subject, CAST([], 'Array(Tuple(Int64, UInt8))') AS flips WHERE false`,
  params: {},
}

/** When people were drawn for an engagement first; absent where nobody was. */
export const firstDraw = async (
  store: EventStore,
  of: { readonly env: string; readonly engagement: string },
): Promise<number | undefined> => {
  const [row] = await store.query<{ first: number; n: number }>(
    `SELECT min(at_ms) AS first, count() AS n FROM changes
     WHERE env = {env:String} AND kind = 'exposed' AND definition = {engagement:String}`,
    of,
  )
  return row && row.n > 0 ? row.first : undefined
}

export interface DrawsQuestion {
  readonly env: string
  /** The engagement's id; of a flow `flow/` and its id. */
  readonly engagement: string
  /** Absent: only who was drawn is counted. */
  readonly goal?: GoalSql
  readonly withinMs: number
  /** What is known is known until then. */
  readonly asOf: number
}

/**
 * Who was drawn how, and who of them reached the goal: counted from the draw, whatever they got of it (as intended to treat), for the
 * same time in each arm. Whose time is not over yet counts in neither number: it would count for some longer than for others.
 */
export const readDraws = async (
  store: EventStore,
  { env, engagement, goal = noGoal, withinMs, asOf }: DrawsQuestion,
): Promise<readonly Draws[]> => {
  const rows = await store.query<Row>(
    `SELECT shares, arm, variant, both, count() AS drawn, countIf(had) AS before, countIf(over AND NOT had) AS people,
       countIf(over AND NOT had AND hit) AS reached, min(at) AS first, max(at) AS last
     FROM (
       SELECT d.at AS at, d.shares AS shares, d.arm AS arm, d.variant AS variant, d.both AS both,
         d.at + {within:Int64} <= {as_of:Int64} AS over,
         arrayLast(flip -> flip.1 <= d.at, g.flips).2 = 1 AS had,
         arrayExists(flip -> flip.2 = 1 AND flip.1 > d.at AND flip.1 <= d.at + {within:Int64}, g.flips) AS hit
       FROM (${drawnSql}) AS d LEFT JOIN (${goal.sql}) AS g ON g.subject = d.subject
     )
     GROUP BY shares, arm, variant, both`,
    { ...goal.params, env, engagement, within: withinMs, as_of: asOf },
  )
  return rows.map(({ shares, variant, both, ...row }) => ({
    ...row,
    ...(shares === '' ? {} : { shares: JSON.parse(shares) as DrawShares }),
    ...(variant === '' ? {} : { variant }),
    both: Boolean(both),
  }))
}
