import { type Definition, parseDefinition, subjectKey } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { compileProgram } from '../../src/program/compile-program.ts'
import type { Delivery, Happening } from '../../src/simulate/happening.ts'
import { sayTransition } from '../../src/simulate/say-transition.ts'
import { simulate } from '../../src/simulate/simulate.ts'

/** One thing that somebody does on a day of the story, at a time of day. */
export interface Entry {
  readonly day: number
  readonly time: `${number}:${number}`
  readonly event: Partial<WireEvent>
}

const dayMs = 86_400_000

/** The midnight before the first day, a Monday, in UTC. */
const begins = Date.UTC(2026, 2, 2)

const instantOf = ({ day, time }: Pick<Entry, 'day' | 'time'>): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return begins + (day - 1) * dayMs + hours * 3_600_000 + minutes * 60_000
}

/** `day 10 09:00`, with seconds where there are any. */
const sayInstant = (ms: number): string => {
  const day = Math.floor((ms - begins) / dayMs) + 1
  return `day ${day} ${new Date(ms).toISOString().slice(11, 19).replace(/:00$/, '')}`
}

const deliveryOf = (entry: Entry, index: number): Delivery => {
  const at = instantOf(entry)
  const header = { v: 1, kind: 'live', env: 'test', source: 'server', received: at, skew: 0 }
  const event = { type: 'track', messageId: `m${index}`, ...entry.event }
  const { userId, anonymousId } = entry.event
  return {
    key: userId
      ? subjectKey('test', 'user', userId)
      : subjectKey('test', 'anonymous', anonymousId ?? ''),
    value: Buffer.from(`${JSON.stringify(header)}\n${JSON.stringify([event])}`),
    at,
  }
}

const programOf = (documents: readonly unknown[]) => {
  const published = documents.map((document) => {
    const parsed = parseDefinition(document)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return { version: 1, definition: parsed.definition as Definition }
  })
  return compileProgram('test', 1, published)
}

const keysOf = (id: string): readonly string[] =>
  (['user', 'anonymous', 'account'] as const).map((kind) => subjectKey('test', kind, id))

/**
 * Lives a diary in virtual time, until the end of a day, and tells it: a line for each thing that happened. What the lines say
 * is what `waymark simulate` says.
 */
export const liveThrough = (
  documents: readonly unknown[],
  diary: readonly Entry[],
  { untilDay }: { readonly untilDay: number },
) => {
  const happenings: Happening[] = []
  const until = begins + untilDay * dayMs - 1
  for (const some of simulate(programOf(documents), diary.map(deliveryOf), { until }))
    happenings.push(...some)
  const of = (id: string): readonly Happening[] =>
    happenings.filter(({ subject }) => keysOf(id).includes(subject))
  return {
    happenings,
    /** What happened to somebody; with words, only the lines that begin with one of them. */
    told: (id: string, ...words: readonly string[]): readonly string[] =>
      of(id).flatMap(({ at, transition }) => {
        const { what } = sayTransition(transition)
        const isTold = words.length === 0 || words.some((word) => what.startsWith(word))
        return isTold ? [`${sayInstant(at)}  ${what}`] : []
      }),
    /** Why, of the same lines. */
    why: (id: string, word: string): readonly (string | undefined)[] =>
      of(id)
        .map(({ transition }) => sayTransition(transition))
        .filter(({ what }) => what.startsWith(word))
        .map(({ why }) => why),
  }
}
