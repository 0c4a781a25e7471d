import type { DrawShares } from '@waymark/schemas'
import type { ResultArm } from '@waymark/schemas/api/results'
import type { EventStore } from '@waymark/storage'
import type { Products } from '../maths/clusters.ts'
import type { GoalSql } from './goal-sql.ts'

/** People who were drawn the same way, under the same shares. */
export interface Draws {
  /** What it is called among those that share accounts. */
  readonly key: string
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
  /** With which draws it shares accounts; itself among them. */
  readonly shared: readonly SharedWith[]
}

/** Sums over the accounts that two draws have people in: of those who are counted, this one's numbers times the other's. */
export interface SharedWith extends Products {
  readonly key: string
  readonly mixedBack: number
}

interface Row {
  readonly name: string
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
  readonly names: readonly string[]
  readonly nn: readonly number[]
  readonly nx: readonly number[]
  readonly xn: readonly number[]
  readonly xx: readonly number[]
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

/** Of each account its people and how many of them reached the goal, by draw; then over the accounts each draw's sums. */
const sumsSql = (subjects: string): string => `
  SELECT own.1 AS name, any(own.2) AS shares, any(own.3) AS arm, any(own.4) AS variant, any(own.5) AS both, sum(own.6) AS drawn,
    sum(own.7) AS before, sum(own.8) AS people, sum(own.9) AS reached, min(own.10) AS first, max(own.11) AS last,
    sumMap(arrayMap(c -> c.1, cells), arrayMap(c -> toFloat64(own.8 * c.8), cells), arrayMap(c -> toFloat64(own.8 * c.9), cells),
      arrayMap(c -> toFloat64(own.9 * c.8), cells), arrayMap(c -> toFloat64(own.9 * c.9), cells)) AS sums,
    sums.1 AS names, sums.2 AS nn, sums.3 AS nx, sums.4 AS xn, sums.5 AS xx
  FROM (
    SELECT cluster, groupArray((toString((shares, arm, variant, both)), shares, arm, variant, both, drawn, before, people, reached, first, last))
      AS cells
    FROM (
      SELECT if(p.account = '', s.subject, p.account) AS cluster, s.shares AS shares, s.arm AS arm, s.variant AS variant, s.both AS both,
        count() AS drawn, countIf(had) AS before, countIf(over AND NOT had) AS people, countIf(over AND NOT had AND hit) AS reached,
        min(s.at) AS first, max(s.at) AS last
      FROM (${subjects}) AS s
      LEFT ANY JOIN (SELECT subject, concat('account ', account) AS account FROM people WHERE env = {env:String} AND account != '') AS p
        ON p.subject = s.subject
      GROUP BY cluster, shares, arm, variant, both
    )
    GROUP BY cluster
  )
  ARRAY JOIN cells AS own
  GROUP BY name`

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
  const subjects = `SELECT d.subject AS subject, d.at AS at, d.shares AS shares, d.arm AS arm, d.variant AS variant, d.both AS both,
      d.at + {within:Int64} <= {as_of:Int64} AS over,
      arrayLast(flip -> flip.1 <= d.at, g.flips).2 = 1 AS had,
      arrayExists(flip -> flip.2 = 1 AND flip.1 > d.at AND flip.1 <= d.at + {within:Int64}, g.flips) AS hit
    FROM (${drawnSql}) AS d LEFT JOIN (${goal.sql}) AS g ON g.subject = d.subject`
  const rows = await store.query<Row>(sumsSql(subjects), {
    ...goal.params,
    env,
    engagement,
    within: withinMs,
    as_of: asOf,
  })
  return rows.map(({ shares, variant, both, name, names, nn, nx, xn, xx, ...row }) => ({
    ...row,
    key: name,
    shared: names.map((key, i) => ({
      key,
      people: nn[i] ?? 0,
      mixed: nx[i] ?? 0,
      mixedBack: xn[i] ?? 0,
      reached: xx[i] ?? 0,
    })),
    ...(shares === '' ? {} : { shares: JSON.parse(shares) as DrawShares }),
    ...(variant === '' ? {} : { variant }),
    both: Boolean(both),
  }))
}
