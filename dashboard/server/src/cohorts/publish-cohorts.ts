import { canonicalJson, type ScoreDefinition } from '@waymark/schemas'
import type { PublishedCohorts } from '@waymark/schemas/api/scores'
import type { Actor } from '../access/authenticate.ts'
import type { Rooms } from '../routes/rooms.ts'
import { countCohorts } from './count-cohorts.ts'

type Published = PublishedCohorts['scores'][number]

const scoresIn = (rooms: Rooms, env: string): readonly ScoreDefinition[] =>
  rooms.definitions
    .list(env)
    .flatMap(({ definition }) => (definition.kind === 'score' ? [definition] : []))

const publishOne = async (
  rooms: Rooms,
  score: ScoreDefinition,
  by: { readonly env: string; readonly actor: Actor },
): Promise<Published> => {
  const { env, actor } = by
  const table = await countCohorts(rooms.deps.store, score, { env, now: rooms.deps.clock() })
  const before = rooms.definitions.stored(env, 'cohorts', score.id)?.definition
  const people = table.cohorts.reduce((sum, cohort) => sum + cohort.people, 0)
  const about = { score: score.id, cohorts: table.cohorts.length, people }
  const known = before?.kind === 'cohorts' ? before.cohorts : []
  if (canonicalJson(known) === canonicalJson(table.cohorts)) return { ...about, what: 'same' }
  const applied = await rooms.changes.apply({ env, documents: [table] }, actor)
  if (applied.t === 'stale' || applied.refused)
    throw new Error(
      `the cohorts of score ${score.id} were not accepted: ${JSON.stringify(applied)}`,
    )
  return { ...about, what: 'published' }
}

/** Counts what is usual for each score of an environment, and puts what has changed in force. */
export const publishCohorts = async (
  rooms: Rooms,
  by: { readonly env: string; readonly actor: Actor },
): Promise<PublishedCohorts> => {
  const scores: Published[] = []
  for (const score of scoresIn(rooms, by.env)) scores.push(await publishOne(rooms, score, by))
  return { scores }
}
