import type { Evidence, Leaf, Level, SubjectKey } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { type Cause, evidenceFor } from '../fold/cause.ts'
import type { Program } from '../program/program.ts'
import { heard, heardParams } from './past-events.ts'
import { eventOf, type PastEvent, type PastRow, pastRowSql } from './read-past.ts'

/** Somebody, and the instant at which a rule turned for them. */
export type Turned = readonly [subject: SubjectKey, at: number]

interface Sought {
  readonly env: string
  readonly program: Program
  readonly level: Level
  /** Leaves whose events are evidence. */
  readonly leaves: readonly string[]
}

interface EvidenceRow {
  readonly subject: SubjectKey
  readonly message: string
  readonly row: PastRow
}

/** Where events of these lie: those of people lie together, those of accounts anywhere. */
const liesWith = { person: 'person IN {subjects:Array(String)}', account: 'true' } as const

const subjectSql = { person: 'person', account: `concat(env, '/g/', account)` } as const

/** Events that were folded for each at the instant, over the columns of `events`. */
const foldedThen = (level: Level): string => `FROM (
    SELECT ${subjectSql[level]} AS subject, message_id, person, account, type, event, time_ms, folded_ms, src, idx, source, properties, context
    FROM events FINAL WHERE env = {env:String} AND ${liesWith[level]} AND counts AND folded_ms IN {instants:Array(Int64)} AND ${heard}
  ) AS folded INNER JOIN (SELECT pair.1 AS subject, toInt64(pair.2) AS at FROM (SELECT arrayJoin(arrayZip({subjects:Array(String)}, {instants:Array(Int64)})) AS pair)) AS turned USING subject
  WHERE folded_ms = turned.at`

const eachSql = (level: Level): string =>
  `SELECT subject, message_id AS message, ${pastRowSql} ${foldedThen(level)} ORDER BY folded_ms, src, idx`

/**
 * Of the events of one name the newest alone, without what they carry: enough for leaves that look at nothing else. A thousand events
 * of one request were folded at one instant.
 */
const newestSql = (level: Level): string => `SELECT subject, best.1 AS message, best.2 AS row FROM (
    SELECT subject, argMax((message_id, (person, account, type, event, time_ms, folded_ms, src, idx, source, '', '')), (time_ms, src, idx)) AS best
    ${foldedThen(level)} GROUP BY subject, type IN ('page', 'screen'), event, source IN ('server', 'import')
  ) ORDER BY row.7, row.8`

const isMatch = (leaf: Leaf, { listens, seen }: PastEvent): boolean =>
  (leaf.listens.includes('*') || leaf.listens.includes(listens)) &&
  leaf.observe(undefined, seen) !== undefined

const newer = (known: Evidence | undefined, one: Evidence): Evidence =>
  known && known.at > one.at ? known : one

/** The cause with one more event. What an account hears of is what its leaves matched, and nothing else. */
const withEvent = (
  known: Cause | undefined,
  { row, message }: EvidenceRow,
  { level, leaves }: { readonly level: Level; readonly leaves: readonly Leaf[] },
): Cause | undefined => {
  const event = eventOf(row)
  const matched = leaves.filter((leaf) => isMatch(leaf, event))
  if (level === 'account' && matched.length === 0) return known
  const { name, time } = event.seen
  const one = { event: name, message, person: event.person as SubjectKey, at: time }
  const byLeaf = new Map(known?.byLeaf)
  for (const { hash } of matched) byLeaf.set(hash, newer(byLeaf.get(hash), one))
  return { newest: newer(known?.newest, one), byLeaf }
}

/** The events that decided: of those that were folded for each of these at their instant the one that the fold would name. */
export const readEvidence = async (
  store: EventStore,
  turned: readonly Turned[],
  { env, program, level, leaves: hashes }: Sought,
): Promise<ReadonlyMap<SubjectKey, Evidence>> => {
  const leaves = hashes.flatMap(
    (hash) => program.person.leaves.get(hash) ?? program.account.leaves.get(hash) ?? [],
  )
  const listens = leaves.flatMap((leaf) => leaf.listens)
  const causes = new Map<SubjectKey, Cause | undefined>()
  const isPlain = leaves.every(({ plain }) => plain !== undefined)
  const rows = await store.query<EvidenceRow>(isPlain ? newestSql(level) : eachSql(level), {
    env,
    subjects: turned.map(([subject]) => subject),
    instants: turned.map(([, at]) => at),
    ...heardParams(level === 'person' ? ['*'] : listens),
  })
  for (const row of rows)
    causes.set(row.subject, withEvent(causes.get(row.subject), row, { level, leaves }))
  return new Map(
    [...causes].flatMap(([subject, cause]) => {
      const evidence = evidenceFor(cause, hashes)
      return evidence ? [[subject, evidence] as const] : []
    }),
  )
}
