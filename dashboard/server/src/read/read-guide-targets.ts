import { dayMs } from '@waymark/schemas'
import type { GuideTarget, GuideTargetList, TargetState } from '@waymark/schemas/api/guide-targets'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'

const spanDays = 14
const mostTargets = 200

/** As of now: what was sure a week ago says nothing of today's page. */
const recentDays = 2

interface TargetRow {
  readonly guide: string
  readonly path: string
  readonly found: number
  readonly missed: number
  readonly missed_since: number
  readonly since: number
  readonly last_found: number
  readonly score: number | null
  readonly times: number
  readonly drifts: readonly string[]
  readonly reasons: readonly string[]
  readonly day_found: readonly (readonly [day: number, people: number])[]
  readonly day_missed: readonly (readonly [day: number, people: number])[]
}

/** Reasons that tell of the element; the others (left the page, blocked by another guide) do not. */
const ofElement = "('missing', 'refused', 'occluded', 'zero_size')"

/** Of a guide that is in force, its version alone: what was told of an element that was recorded before says nothing of this one. */
const query = `
  WITH told AS (
    SELECT JSONExtractString(properties, 'guide') AS guide, JSONExtractString(context, 'page', 'path') AS path,
      person, time_ms, event = '$guide_rendered' AS is_found, JSONExtractString(properties, 'reason') AS reason,
      JSONExtractString(properties, 'drift') AS drift, JSONExtract(properties, 'score', 'Nullable(Float64)') AS score,
      intDiv(time_ms - {from:Int64}, ${dayMs}) AS day,
      JSONExtractInt(properties, 'version') AS version, arrayElement({versions:Array(Int64)}, indexOf({guides:Array(String)}, guide)) AS live,
      maxIf(time_ms, event = '$guide_rendered') OVER (PARTITION BY guide, path) AS last
    FROM events
    WHERE env = {env:String} AND time_ms >= {from:Int64} AND time_ms <= {now:Int64}
      AND (event = '$guide_rendered' OR (event = '$guide_missed' AND JSONExtractString(properties, 'reason') IN ${ofElement}))
      AND (live = 0 OR version = live) AND NOT has({anywhere:Array(String)}, guide)
  ),
  by_day AS (
    SELECT guide, path, groupArrayIf((day, found), found > 0) AS day_found, groupArrayIf((day, missed), missed > 0) AS day_missed
    FROM (
      SELECT guide, path, day, uniqExactIf(person, is_found) AS found, uniqExactIf(person, NOT is_found) AS missed
      FROM told GROUP BY guide, path, day
    )
    GROUP BY guide, path
  )
  SELECT whole.*, by_day.day_found AS day_found, by_day.day_missed AS day_missed
  FROM (
    SELECT guide, path, uniqExactIf(person, is_found) AS found, uniqExactIf(person, NOT is_found) AS missed,
      uniqExactIf(person, NOT is_found AND time_ms > last) AS missed_since,
      minIf(time_ms, NOT is_found AND time_ms > last) AS since, max(last) AS last_found,
      avgIf(score, is_found AND time_ms > {recent:Int64}) AS score,
      countIf(is_found AND time_ms > {recent:Int64}) AS times,
      groupArrayIf(drift, is_found AND drift != '' AND time_ms > {recent:Int64}) AS drifts,
      arrayDistinct(groupArrayIf(concat(reason, ' ', person), NOT is_found)) AS reasons
    FROM told WHERE guide != ''
    GROUP BY guide, path
  ) AS whole
  INNER JOIN by_day ON by_day.guide = whole.guide AND by_day.path = whole.path
  ORDER BY missed_since DESC, missed DESC, found DESC
  LIMIT ${mostTargets}`

/** Few misses after the last find may be those whose page was still loading. */
const fewPeople = 3
/** A page that loads slowly or a narrow screen costs some. */
const usualShare = 0.05
const sure = 0.8

/** Once in a while a page is another while it changes. */
const isDrifted = ({ drifts, times, score }: TargetRow): boolean =>
  (drifts.length > 0 && drifts.length / times >= usualShare) || (score ?? 1) < sure

const stateOf = (row: TargetRow): TargetState => {
  const { found, missed, missed_since: since } = row
  if (missed > 0 && (found === 0 || since >= fewPeople)) return 'lost'
  if (missed / (found + missed) > usualShare) return 'sometimes'
  return isDrifted(row) ? 'drifted' : 'found'
}

/** Each thing with how often it is there, most frequent first. */
const counted = (things: readonly string[]): readonly (readonly [thing: string, n: number])[] => {
  const counts = new Map<string, number>()
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1)
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
}

/** It points at nothing, and nothing of it can be lost. */
const hasNoTarget = ({ definition }: LiveDefinition): boolean =>
  definition.kind === 'guide' &&
  definition.target === undefined &&
  !definition.steps.some(({ target }) => target !== undefined)

const daysOf = ({ day_found: found, day_missed: missed }: TargetRow): GuideTarget['days'] => {
  const [ofFound, ofMissed] = [new Map(found), new Map(missed)]
  return Array.from({ length: spanDays }, (_, day) => ({
    found: ofFound.get(day) ?? 0,
    missed: ofMissed.get(day) ?? 0,
  }))
}

const order: readonly TargetState[] = ['lost', 'sometimes', 'drifted', 'found']

/** What browsers told of the elements of guides: where they are found, since when not, and for how many. */
export const readGuideTargets = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  { env, now }: { readonly env: string; readonly now: number },
): Promise<Omit<GuideTargetList, 'asOf'>> => {
  const from = (Math.floor(now / dayMs) - spanDays + 1) * dayMs
  const recent = now - recentDays * dayMs
  const live = definitions.filter(({ kind }) => kind === 'guide')
  const rows = await store.query<TargetRow>(query, {
    ...{ env, now, from, recent },
    guides: live.map(({ id }) => id),
    versions: live.map(({ version }) => version),
    anywhere: live.filter(hasNoTarget).map(({ id }) => id),
  })
  const names = new Map(live.map(({ id, definition }) => [id, definition.name ?? id]))
  const targets = rows.map((row): GuideTarget => {
    const { guide, path, found, missed, missed_since: missedSince, since, score } = row
    return {
      ...{ guide, guideName: names.get(guide) ?? guide, path, state: stateOf(row) },
      ...{ found, missed, missedSince },
      ...(missedSince > 0 ? { since } : {}),
      ...(row.last_found > 0 ? { lastFound: row.last_found } : {}),
      ...(score === null || Number.isNaN(score) ? {} : { score }),
      ...{ times: row.times, drifted: row.drifts.length },
      drift: counted(row.drifts.flatMap((drift) => drift.split(','))).map(([signal]) => signal),
      reasons: counted(row.reasons.map((text) => text.split(' ')[0] ?? '')).map(
        ([reason, people]) => ({ reason, people }),
      ),
      days: daysOf(row),
    }
  })
  return {
    from,
    targets: targets.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state)),
  }
}
