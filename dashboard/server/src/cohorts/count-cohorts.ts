import {
  type Cohorts,
  type ScoreDefinition,
  type ScorePart,
  scorePartNames,
} from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

/** Fewer than these say nothing about what is usual: whoever is of a smaller cohort has the fixed scale. */
const fewestPeople = 30

const steps = Array.from({ length: 11 }, (_, i) => i / 10)

/** Of a part that applies to nobody there is nothing usual: in proportion. */
const evenly = steps

interface Row extends Readonly<Record<ScorePart, readonly (number | null)[]>> {
  readonly lifecycle: string
  readonly age: Cohorts['cohorts'][number]['age']
  readonly people: number
}

const rawOf = (part: ScorePart): string =>
  `JSONExtractFloat(state, 'score', {id:String}, 'parts', '${part}', 'raw')`

const hasPart = (part: ScorePart): string =>
  `JSONHas(state, 'score', {id:String}, 'parts', '${part}')`

const deciles = (part: ScorePart): string =>
  `quantilesExactInclusiveIf(${steps.join(', ')})(${rawOf(part)}, ${hasPart(part)}) AS ${part}`

/** As `ageBand` says it. */
const ageSql = `multiIf({now:Int64} - first_seen_ms < 604800000, 'week',
  {now:Int64} - first_seen_ms < 2419200000, 'month',
  {now:Int64} - first_seen_ms < 7776000000, 'quarter', 'older')`

const numbers = (values: readonly (number | null)[]): readonly number[] =>
  values.some((value) => value === null) ? evenly : values.map(Number)

const cohortOf = ({ lifecycle, age, people, ...parts }: Row): Cohorts['cohorts'][number] => ({
  lifecycle,
  age,
  people,
  parts: Object.fromEntries(
    scorePartNames.map((part) => [part, numbers(parts[part])]),
  ) as Cohorts['cohorts'][number]['parts'],
})

/** What is usual in each cohort of a score: counted over everybody who has one now. */
export const countCohorts = async (
  store: EventStore,
  score: ScoreDefinition,
  at: { readonly env: string; readonly now: number },
): Promise<Cohorts> => {
  const kinds = score.level === 'account' ? ['account'] : ['user', 'anonymous']
  const rows = await store.query<Row>(
    `SELECT lifecycle, ${ageSql} AS age, toUInt32(count()) AS people, ${scorePartNames.map(deciles).join(', ')}
     FROM subjects FINAL
     WHERE env = {env:String} AND subject_kind IN {kinds:Array(String)} AND NOT deleted
       AND merged_into = '' AND JSONHas(state, 'score', {id:String})
     GROUP BY lifecycle, age HAVING count() >= {fewest:UInt32} ORDER BY lifecycle, age LIMIT 100`,
    { env: at.env, now: at.now, id: score.id, kinds, fewest: fewestPeople },
  )
  return {
    kind: 'cohorts',
    id: score.id,
    at: new Date(at.now).toISOString(),
    cohorts: rows.map(cohortOf),
  }
}
