import { type Level, limits, type SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { readEvidence } from './read-evidence.ts'

/** People or accounts, and the instant at which each entered a segment. */
export type Entries = ReadonlyMap<SubjectKey, number>

interface LateRow {
  readonly subject: SubjectKey
  readonly at: number
  readonly newest: number
}

interface Asked {
  readonly env: string
  readonly program: Program
  readonly level: Level
}

/** Somebody's key, and where their events lie: those of people together, those of accounts anywhere. */
const columns = {
  person: { subject: 'person', liesWith: 'person IN {subjects:Array(String)}' },
  account: { subject: `concat(env, '/g/', account)`, liesWith: 'true' },
} as const

/**
 * What somebody was brought into a segment by, where it dates the entry: a request more than 72 hours late, or one event of history.
 * Where several requests were folded at the instant, or several events of history, the rows do not tell which of them it was: then
 * it is the instant.
 */
const lateSql = (level: Level): string => `SELECT subject, at, max(time) AS newest FROM (
    SELECT ${columns[level].subject} AS subject, person, part, src, source, folded_ms AS at, time_ms AS time,
      max(time_ms) OVER (PARTITION BY person, part, src) AS last
    FROM events FINAL WHERE env = {env:String} AND ${columns[level].liesWith} AND folded_ms IN {instants:Array(Int64)} AND counts
  ) WHERE subject IN {subjects:Array(String)} GROUP BY subject, at
  HAVING uniqExact(person, part, src) = 1 AND newest < at AND if(any(source) = 'import', count() = 1, at - max(last) > {late:Int64})`

/** A person by the newest event of the request; an account by the newest of which its leaves tell it. */
const datesOf = async (
  store: EventStore,
  late: readonly LateRow[],
  { env, program, level }: Asked,
): Promise<Entries> => {
  if (level === 'person') return new Map(late.map(({ subject, newest }) => [subject, newest]))
  const turned = late.map(({ subject, at }) => [subject, at] as const)
  const leaves = [...program.account.leaves.keys()]
  const evidence = await readEvidence(store, turned, { env, program, level, leaves })
  return new Map(Array.from(evidence, ([subject, { at }]) => [subject, at]))
}

/** Since when those who entered a segment at these instants are in it, by what they entered by. */
export const datedEntries = async (
  store: EventStore,
  entries: Entries,
  asked: Asked,
): Promise<Entries> => {
  if (entries.size === 0) return entries
  const rows = await store.query<LateRow>(lateSql(asked.level), {
    env: asked.env,
    subjects: [...entries.keys()],
    instants: [...new Set(entries.values())],
    late: limits.lateMs,
  })
  const late = rows.filter(({ subject, at }) => entries.get(subject) === at)
  if (late.length === 0) return entries
  return new Map([...entries, ...(await datesOf(store, late, asked))])
}
