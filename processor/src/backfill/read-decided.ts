import {
  type Definition,
  flipsQuery,
  type Level,
  pastNamesIn,
  type Rule,
  RuleError,
  type RuleQuestion,
  type SubjectKey,
  type WasPart,
} from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { Program } from '../program/program.ts'
import { createBroughtEntries, type Flips } from './brought-entries.ts'
import { datedEntries } from './late-entries.ts'
import { readEvidence } from './read-evidence.ts'

/** What is asked: of an environment, what a definition would have decided, had it always been there. */
export interface Undecided {
  readonly env: string
  readonly definition: Definition
  /** All that is published. */
  readonly definitions: readonly Definition[]
  readonly program: Program
  readonly until: number
}

/** What it would have decided of somebody. */
export interface Decided {
  readonly subject: SubjectKey
  readonly was: Omit<WasPart, 'past'>
}

/** Some of it. Nobody is in two of one part. */
export interface DecidedPart {
  readonly part: 0 | 1
  readonly all: readonly Decided[]
}

interface FlipRow {
  readonly subject: SubjectKey
  readonly flips: Flips
}

const questionOf = (
  { env, definitions, until }: Pick<Undecided, 'env' | 'definitions' | 'until'>,
  { rule, level, from }: { readonly rule: Rule; readonly level: Level; readonly from: number },
): RuleQuestion => ({
  rule,
  level,
  envs: [env],
  asked: { from, to: until },
  names: pastNamesIn(definitions),
})

const firstOf = async (store: EventStore, env: string): Promise<number> => {
  const [row] = await store.query<{ first: number }>(
    'SELECT min(folded_ms) AS first FROM events WHERE env = {env:String}',
    { env },
  )
  return (row?.first ?? 0) - 1
}

const together = 2000

interface Turns {
  readonly store: EventStore
  readonly asked: Undecided
  readonly from: number
}

const flipsOf = async function* (
  { store, asked, from }: Turns,
  rule: Rule,
  level: Level,
): AsyncIterable<readonly FlipRow[]> {
  const { sql, params } = flipsQuery(questionOf(asked, { rule, level, from }))
  // Those who are next to each other are asked about together.
  const inOrder = `${sql}\nORDER BY subject`
  let some: FlipRow[] = []
  for await (const row of store.stream<FlipRow>(inOrder, params)) {
    some.push(row)
    if (some.length < together) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

type Milestone = Extract<Definition, { kind: 'milestone' }>

/** When it would have been started or reached: the first time, as of the event that decided. */
const milestoneTurns = async function* (
  turns: Turns,
  { id, level, ...rules }: Milestone,
  what: 'started' | 'reached',
): AsyncIterable<readonly Decided[]> {
  const rule = rules[what]
  if (!rule) return
  const { env, program } = turns.asked
  const leaves = program[level].milestones.find((m) => m.id === id)?.leaves[what] ?? []
  for await (const rows of flipsOf(turns, rule, level)) {
    const turned = rows.flatMap(({ subject, flips }) => {
      const first = flips.find(([, is]) => is === 1)
      return first ? [[subject, first[0]] as const] : []
    })
    const evidence = await readEvidence(turns.store, turned, { env, program, level, leaves })
    yield turned.map(([subject, instant]): Decided => {
      const by = evidence.get(subject)
      const at = by?.at ?? instant
      const part =
        what === 'started' ? { started: at } : { started: at, reached: at, ...(by ? { by } : {}) }
      return { subject, was: { milestones: { [id]: part }, seg: {} } }
    })
  }
}

/** Since when those who are in it would have been in it. Visitors come first in the order of keys: what they bring is known by then. */
const segmentTurns = async function* (
  turns: Turns,
  { id, level, rule }: Extract<Definition, { kind: 'segment' }>,
): AsyncIterable<readonly Decided[]> {
  const { env, program } = turns.asked
  const brought = createBroughtEntries(turns.store, env)
  for await (const rows of flipsOf(turns, rule, level)) {
    const entries = new Map<SubjectKey, number>()
    const entered = new Map<SubjectKey, number>()
    for (const { subject, flips } of rows) {
      const entry = flips.findLast(([, is]) => is === 1)
      if (entry) entries.set(subject, entry[0])
      if (entry && entry === flips.at(-1)) entered.set(subject, entry[0])
    }
    const dates = await datedEntries(turns.store, entries, { env, program, level })
    for (const { subject, flips } of rows) brought.note(subject, flips, dates.get(subject))
    yield Array.from(await brought.sinceOf(entered), ([subject, own]): Decided => {
      const since = Math.min(own, dates.get(subject) ?? own)
      return { subject, was: { milestones: {}, seg: { [id]: since } } }
    })
  }
}

/**
 * What a definition would have decided: when milestones would have been reached, since when who is in a segment would have been in
 * it. Of other kinds nothing; of a rule that the database cannot answer neither: then it counts as of when it is in force.
 */
export const readDecided = async function* (
  store: EventStore,
  asked: Undecided,
): AsyncIterable<DecidedPart> {
  const { definition } = asked
  if ('verified' in definition && definition.verified) return
  const turns = { store, asked, from: await firstOf(store, asked.env) }
  try {
    if (definition.kind === 'milestone') {
      for await (const all of milestoneTurns(turns, definition, 'started')) yield { part: 0, all }
      for await (const all of milestoneTurns(turns, definition, 'reached')) yield { part: 1, all }
    }
    if (definition.kind === 'segment')
      for await (const all of segmentTurns(turns, definition)) yield { part: 0, all }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
  }
}
