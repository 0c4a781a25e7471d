import { contentHash } from '../../content-hash.ts'
import { mailEvents, ownEvents } from '../../wire/event.ts'
import type { Calendar } from '../calendar.ts'
import { type CompiledMatch, compileMatch, type EventMatch, isAbout } from '../event-match.ts'
import type { Facts } from '../facts.ts'
import type { ObservedEvent } from '../leaf.ts'
import type { CompileContext } from '../rule-kind.ts'
import { always, isTrue, until } from '../verdict.ts'
import { dayStart, newestDay, type ScoreDays, type ScoredEvent, scoreDays } from './score-days.ts'
import {
  type RawParts,
  rawParts,
  type ScorePart,
  scorePartNames,
  windowDays,
} from './score-parts.ts'
import { ageBand, type CohortTable, pointsOf } from './score-scale.ts'
import type { ScoreTerms } from './score-terms.ts'

/** One part of a score: what was measured, its points from 0 to 100, and what it adds to the score. */
export interface PartReading {
  readonly raw: number
  readonly points: number
  readonly adds: number
}

/** A score on one day, with its parts. */
export interface ScoreReading {
  /** 0 to 100, whole. */
  readonly value: number
  readonly parts: { readonly [Part in ScorePart]?: PartReading }
  /** `trial/week`: whom it was compared with; absent on the fixed scale. */
  readonly cohort?: string
}

/** A compiled score. */
export interface Scored {
  readonly core: number
  /** The score as it stands, on the day `ago` days before today; `until` says when time alone may change it. */
  readonly read: (facts: Facts, ago?: number) => ScoreReading
  /** The first instant at which time alone may change it, or how it stood up to `ago` days before. */
  readonly until: (facts: Facts, ago?: number) => number
}

/** A score and the table that is in force for it. */
export interface ScoreSource {
  readonly score: ScoreTerms
  readonly cohorts: { readonly cohorts: readonly CohortTable[] } | undefined
}

export const defaultWeights: { readonly [Part in ScorePart]: number } = {
  days: 25,
  time: 15,
  breadth: 20,
  depth: 15,
  guides: 10,
  trend: 15,
}

export const defaultCap = 10

const nothing: ScoreReading = { value: 0, parts: {} }

const isDone = ({ type }: ObservedEvent): boolean =>
  type === 'track' || type === 'page' || type === 'screen'

export const responses: readonly string[] = [
  ownEvents.guideClicked,
  ownEvents.guideCompleted,
  ownEvents.guideAnswered,
]

const mailed: ReadonlySet<string> = new Set(Object.values(mailEvents))

/**
 * Waymark's own events are not work, but for clicks that it records by itself. Nor is what became of an e-mail: programs load its
 * images, and a bounce is the opposite of being there.
 */
const isWork = ({ name }: ObservedEvent): boolean =>
  (!name.startsWith('$') || name === '$click') && !mailed.has(name)

/** Reads what an event is to a score. */
const reader = (
  core: readonly CompiledMatch[],
  active: readonly CompiledMatch[] | undefined,
): ((event: ObservedEvent) => ScoredEvent | undefined) => {
  const isActive = active
    ? (event: ObservedEvent) => active.some((match) => isAbout(match, event))
    : isWork
  return (event) => {
    if (!isDone(event)) return undefined
    const uses = core.flatMap((match, i) => (isAbout(match, event) ? [i] : []))
    const seen = event.name === ownEvents.guideSeen ? 1 : 0
    const responded = responses.includes(event.name) ? 1 : 0
    const works = uses.length > 0 || isActive(event)
    return works || seen || responded ? { active: works, uses, seen, responded } : undefined
  }
}

const listensTo = (active: readonly CompiledMatch[] | undefined, core: readonly CompiledMatch[]) =>
  active
    ? [
        ...new Set([
          ...[...active, ...core].flatMap((match) => match.listens),
          ...[ownEvents.guideSeen, ...responses].map((name) => `track:${name}`),
        ]),
      ]
    : ['*']

/** Registers what the score keeps of a subject's events; returns how it is read. */
const keepDays = (
  { score }: ScoreSource,
  context: CompileContext,
): ((facts: Facts) => ScoreDays | undefined) => {
  const only = score.verified ? { verified: true as const } : {}
  const compile = (match: EventMatch) => compileMatch({ ...match, ...only }, context)
  const core = score.core.map(compile)
  const active = score.active?.map(compile)
  const cap = score.cap ?? defaultCap
  const { calendar, level } = context
  const read = reader(core, active)
  const readVerified = (event: ObservedEvent) => (event.verified ? read(event) : undefined)
  const law = scoreDays(score.verified ? readVerified : read, { calendar, cap })
  const content = {
    core: core.map((m) => m.content),
    active: active?.map((m) => m.content) ?? null,
  }
  return context.leaf({
    ...law,
    recent: newestDay,
    hash: contentHash({ score: content, ...only, cap, zone: calendar.zone, level }),
    level,
    listens: listensTo(active, core),
  })
}

/** The lifecycle state in which the subject was when the day began: what the day itself brings moves it from tomorrow on. */
const stateAt = (facts: Facts, dayBegan: number): string => {
  const { history } = facts.lifecycle()
  return (history.findLast(([, at]) => at < dayBegan) ?? history[0])?.[0] ?? ''
}

const tableFor = (
  { cohorts }: ScoreSource,
  facts: Facts,
  dayBegan: number,
): CohortTable | undefined => {
  if (!cohorts) return undefined
  const [state, age] = [stateAt(facts, dayBegan), ageBand(dayBegan - facts.first)]
  return cohorts.cohorts.find((one) => one.lifecycle === state && one.age === age)
}

const tenth = (n: number): number => Math.round(n * 10) / 10

/** The weighted mean of the points of the parts that apply. */
const weigh = (raw: RawParts, points: RawParts, weights: ScoreTerms['weights']): ScoreReading => {
  const applying = scorePartNames.filter((part) => points[part] !== undefined)
  const weightOf = (part: ScorePart): number => weights?.[part] ?? defaultWeights[part]
  const all = applying.reduce((total, part) => total + weightOf(part), 0)
  const parts: { [Part in ScorePart]?: PartReading } = {}
  let value = 0
  for (const part of applying) {
    const adds = all === 0 ? 0 : (weightOf(part) * (points[part] ?? 0)) / all
    value += adds
    parts[part] = {
      raw: raw[part] ?? 0,
      points: tenth(points[part] ?? 0),
      adds: tenth(adds),
    }
  }
  return { value: Math.round(value), parts }
}

/** The parts of one day are asked for again and again, by the score that is shown and by each rule that reads it. */
const rememberParts = (calendar: Calendar) => {
  const known = new WeakMap<ScoreDays, Map<number, RawParts | undefined>>()
  return (days: ScoreDays | undefined, today: number): RawParts | undefined => {
    if (!days) return undefined
    const byDay = known.get(days) ?? new Map<number, RawParts | undefined>()
    known.set(days, byDay)
    if (!byDay.has(today)) byDay.set(today, rawParts(days, today, calendar))
    return byDay.get(today)
  }
}

const readingOf = (
  source: ScoreSource,
  raw: RawParts | undefined,
  table: CohortTable | undefined,
): ScoreReading => {
  if (!raw) return nothing
  const points = pointsOf(raw, { table, core: source.score.core.length })
  const reading = weigh(raw, points, source.score.weights)
  return table ? { ...reading, cohort: `${table.lifecycle}/${table.age}` } : reading
}

/** Compiles a score at its own level. */
export const scoreOf = (source: ScoreSource, context: CompileContext): Scored => {
  const days = keepDays(source, context)
  const where = source.score.where && context.inner(source.score.where, 'where')
  const { calendar } = context
  const partsOf = rememberParts(calendar)
  return {
    core: source.score.core.length,
    read: (facts, ago = 0) => {
      if (where && !isTrue(where(facts))) return nothing
      const today = calendar.next('day', facts.now, -ago)
      return readingOf(source, partsOf(days(facts), today), tableFor(source, facts, today))
    },
    until: (facts, ago = 0) => {
      const is = where?.(facts) ?? always
      const turns = until(is)
      const newest = isTrue(is) ? days(facts)?.days.at(-1) : undefined
      if (!newest) return turns
      const over = calendar.next('day', dayStart(newest), windowDays + ago)
      if (facts.now >= over) return turns
      return Math.min(turns, calendar.next('day', facts.now, 1))
    },
  }
}
