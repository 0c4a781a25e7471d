import { dayMs } from '@waymark/schemas'
import type { ProductEngagement } from '@waymark/schemas/api/scores'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'

const spanDays = 28

interface ActivityRow {
  readonly active: number
  readonly fresh: number
  readonly back: number
  readonly lost: number
  readonly person_days: number
}

/** Identified people, under whom they are today, and on which of the last 56 days they did something themselves. */
const readActivity = async (
  store: EventStore,
  env: string,
  now: number,
): Promise<ActivityRow | undefined> => {
  const middle = now - spanDays * dayMs
  const [row] = await store.query<ActivityRow>(
    `SELECT countIf(days > 0) AS active, countIf(days > 0 AND NOT before AND first_ms > {middle:Int64}) AS fresh,
       countIf(days > 0 AND NOT before AND first_ms <= {middle:Int64}) AS back,
       countIf(days = 0 AND before) AS lost, sum(days) AS person_days
     FROM (
       SELECT did.subject AS subject, any(known.first_seen_ms) AS first_ms,
         uniqExactIf(intDiv(did.time_ms, ${dayMs}), did.time_ms > {middle:Int64}) AS days,
         countIf(did.time_ms <= {middle:Int64}) > 0 AS before
       FROM activity AS did
       INNER JOIN (
         SELECT subject, first_seen_ms FROM subjects FINAL
         WHERE env = {env:String} AND subject_kind = 'user' AND NOT deleted AND merged_into = ''
       ) AS known ON known.subject = did.subject
       WHERE did.env = {env:String} AND did.time_ms > {from:Int64} AND did.time_ms <= {now:Int64}
         AND did.type IN ('track', 'page', 'screen') AND NOT startsWith(did.event, '$guide_')
       GROUP BY subject
     )`,
    { env, now, middle, from: now - 2 * spanDays * dayMs },
  )
  return row
}

/** Of the core use cases of the first score of people, the share that its people completed, on average. */
const readAdoption = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  env: string,
): Promise<number | undefined> => {
  const score = definitions
    .map(({ definition }) => definition)
    .find((d) => d.kind === 'score' && d.level === 'person')
  if (score?.kind !== 'score') return undefined
  const [row] = await store.query<{ people: number; breadth: number | null }>(
    `SELECT count() AS people, avg(JSONExtractFloat(state, 'score', {id:String}, 'parts', 'breadth', 'raw')) AS breadth
     FROM subjects FINAL
     WHERE env = {env:String} AND subject_kind = 'user' AND NOT deleted AND merged_into = ''
       AND JSONHas(state, 'score', {id:String})`,
    { env, id: score.id },
  )
  return row && row.people > 0 ? (100 * (row.breadth ?? 0)) / score.core.length : undefined
}

const whole = (n: number): number => Math.round(Math.min(100, n))

/**
 * Product engagement (PES), after Pendo's Product Engagement Score (support.pendo.io, article 360054782691): the mean of
 *
 * - adoption: of the core use cases the share that active people completed in 28 days, on average;
 * - stickiness: people active on an average day ÷ people active in 28 days;
 * - growth: (new + back) ÷ lost against the 28 days before, 100 where as many or more came as went.
 *
 * Each 0 to 100. A part that cannot be told is left out of the mean.
 */
export const readProductEngagement = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  of: { readonly env: string; readonly now: number },
): Promise<Omit<ProductEngagement, 'asOf'>> => {
  const [row, adopted] = await Promise.all([
    readActivity(store, of.env, of.now),
    readAdoption(store, definitions, of.env),
  ])
  const { active = 0, fresh = 0, back = 0, lost = 0, person_days: days = 0 } = row ?? {}
  const came = fresh + back
  const parts = {
    ...(adopted === undefined ? {} : { adoption: whole(adopted) }),
    ...(active > 0 ? { stickiness: whole((100 * days) / spanDays / active) } : {}),
    ...(came + lost > 0 ? { growth: whole(lost === 0 ? 100 : (100 * came) / lost) } : {}),
  }
  const values = Object.values(parts)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const score = values.length > 0 ? { score: Math.round(mean) } : {}
  return { ...score, ...parts, active, new: fresh, back, lost }
}
