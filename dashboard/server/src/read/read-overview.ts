import type { Overview } from '@waymark/schemas/api/overview'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { milestonesIn } from './journey-items.ts'

interface JourneyRow {
  readonly definition: string
  readonly started: number
  readonly reached: number
  readonly median_ms: number | null
}

/** How many started and reached each milestone, and how long after they were first seen. */
const readJourney = (store: EventStore, env: string): Promise<readonly JourneyRow[]> =>
  store.query<JourneyRow>(
    `SELECT definition, count() AS started, countIf(reached_ms > 0) AS reached,
       quantileExactIf(0.5)(reached_ms - first_seen_ms, reached_ms > 0 AND first_seen_ms > 0) AS median_ms
     FROM (
       SELECT definition, subject,
         minIf(at_ms, JSONExtractString(body, 'what') = 'reached') AS reached_ms
       FROM changes WHERE env = {env:String} AND kind = 'milestone' GROUP BY definition, subject
     ) AS step
     INNER JOIN (
       SELECT subject, first_seen_ms FROM subjects FINAL
       WHERE env = {env:String} AND NOT deleted AND merged_into = ''
     ) AS who USING (subject)
     GROUP BY definition`,
    { env },
  )

/** For each milestone, of how many it is the furthest that they have reached. */
const readFurthest = async (
  store: EventStore,
  env: string,
  milestones: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await store.query<{ furthest: string; subjects: number }>(
    `SELECT arrayElement({milestones:Array(String)}, place) AS furthest, count() AS subjects
     FROM (
       SELECT subject, max(indexOf({milestones:Array(String)}, definition)) AS place
       FROM changes
       WHERE env = {env:String} AND kind = 'milestone' AND JSONExtractString(body, 'what') = 'reached'
       GROUP BY subject
     ) AS step
     INNER JOIN (
       SELECT subject FROM subjects FINAL WHERE env = {env:String} AND NOT deleted AND merged_into = ''
     ) AS who USING (subject)
     WHERE place > 0 GROUP BY place`,
    { env, milestones },
  )
  return new Map(rows.map((row) => [row.furthest, row.subjects]))
}

/** The first screen's numbers, but for the leads. */
export const readOverview = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  env: string,
): Promise<Omit<Overview, 'asOf' | 'leads'>> => {
  const milestones = milestonesIn(definitions)
  const [states, accounts, journey, furthest] = await Promise.all([
    store.query<{ state: string; people: number }>(
      `SELECT lifecycle AS state, count() AS people FROM people WHERE env = {env:String}
       GROUP BY lifecycle ORDER BY people DESC`,
      { env },
    ),
    store.query<{ n: number }>('SELECT count() AS n FROM accounts WHERE env = {env:String}', {
      env,
    }),
    readJourney(store, env),
    readFurthest(
      store,
      env,
      milestones.map(({ id }) => id),
    ),
  ])
  const byId = new Map(journey.map((row) => [row.definition, row]))
  return {
    people: states.reduce((sum, row) => sum + row.people, 0),
    accounts: accounts[0]?.n ?? 0,
    lifecycle: states,
    journey: milestones.map(({ id, name, level }, at) => {
      const row = byId.get(id)
      const median = row && row.reached > 0 ? row.median_ms : null
      return {
        id,
        name: name ?? id,
        level,
        started: row?.started ?? 0,
        reached: row?.reached ?? 0,
        came: milestones
          .slice(at)
          .filter((later) => later.level === level)
          .reduce((sum, later) => sum + (furthest.get(later.id) ?? 0), 0),
        ...(median === null ? {} : { medianMs: Math.max(0, median) }),
      }
    }),
  }
}
