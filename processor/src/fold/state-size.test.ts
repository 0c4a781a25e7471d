import {
  type Definition,
  type EventsHeader,
  limits,
  parseDefinition,
  type RelayRecord,
  type SubjectKey,
} from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { expect, test } from 'vitest'
import { trialDefinitions } from '../../manual/support/trial.ts'
import { createSeeded, type Seeded } from '../kills/seeded.ts'
import { compileProgram } from '../program/compile-program.ts'
import type { Program } from '../program/program.ts'
import { fold } from './fold.ts'
import type { FoldInput } from './inputs/input.ts'
import type { AccountState, SubjectState } from './state.ts'

const day = 86_400_000
const startsAt = Date.parse('2026-01-01T08:00:00Z')
const bytes = (state: SubjectState | undefined): number => JSON.stringify(state).length

const compile = (documents: readonly unknown[]) =>
  compileProgram(
    'test',
    1,
    documents.map((document) => {
      const parsed = parseDefinition(document)
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
      return { version: 1, definition: parsed.definition as Definition }
    }),
  )

let message = 0
let offset = 0

/** What one person sends at an instant, as one record. */
const inputOf = (
  userId: string,
  at: number,
  events: readonly Partial<WireEvent>[],
): FoldInput & { readonly kind: 'events' } => {
  const header: EventsHeader = {
    v: 1,
    kind: 'live',
    env: 'test',
    source: 'browser',
    received: at,
    skew: 0,
  }
  const full = events.map((event): WireEvent => {
    message++
    return { type: 'track', messageId: `m${message}`, userId, ...event } as WireEvent
  })
  return { kind: 'events', record: { header, events: full }, at, partition: 0, offset: offset++ }
}

/** Folds what comes, one input after the other or some at a time, as the processor does. */
const createSubject = (subject: SubjectKey, program: ReturnType<typeof compile>) => {
  let state: SubjectState | undefined
  return {
    put: (...inputs: readonly FoldInput[]) => {
      const folded = fold(subject, state, { inputs, program })
      state = folded.state
      state.n += 1
      return folded
    },
    state: () => state,
  }
}

const names = [
  ...['Login', 'Product Created', 'Data Received', 'Feature Mapped', 'Tutorial Finished'],
  ...Array.from({ length: 9 }, (_, i) => `Use ${i}`),
]

const index = {
  kind: 'score',
  id: 'pulse',
  level: 'person',
  core: names.slice(0, 8).map((event) => ({ event })),
}
const atWork = {
  kind: 'segment',
  id: 'at-work',
  level: 'person',
  rule: { did: { event: 'Login', count: { gte: 3 }, on: 'day', last: 30 } },
}

interface Year {
  readonly who: string
  readonly program: Program
  /** Of the days, on how many they come. */
  readonly share: number
  /** How much they do on such a day, at most. */
  readonly most: number
  readonly seed: number
}

const dayOf = ({ who, most }: Year, chance: Seeded, at: number): FoldInput =>
  inputOf(
    who,
    at + chance.between(0, day / 3),
    Array.from({ length: chance.between(1, most) }, () => ({
      event: names[chance.between(0, names.length - 1)] ?? 'Login',
      context: { groupId: `company-of-${who}` },
      properties: { project: chance.between(1, 1000), v: `value ${chance.between(1, 1000)}` },
    })),
  )

const profile = { name: 'Ann Lee', role: 'product manager', plan: 'pro', seats: 12 }

/** Lives a year, day by day; the state that is left. */
const liveAYear = (year: Year): SubjectState | undefined => {
  const { who, program, share, seed } = year
  const chance = createSeeded(seed)
  const person = createSubject(`test/u/${who}`, program)
  const traits = { email: `${who}@example.com`, ...profile }
  const context = { groupId: `company-of-${who}` }
  person.put(inputOf(who, startsAt, [{ type: 'identify', traits, context }]))
  for (let date = 0; date < 365; date++) {
    const at = startsAt + date * day
    person.put({ kind: 'clock', now: at })
    if (chance.next() < share) person.put(dayOf(year, chance, at))
  }
  return person.state()
}

/** Sizes of a company's people: half of them come on fewer than a fifth of the days, some nearly every day. */
const sizesOfPeople = (program: Program): readonly number[] =>
  Array.from({ length: 9 }, (_, i) => {
    const who = `person-${i}`
    const share = ((i + 1) / 10) ** 2
    return bytes(liveAYear({ who, program, share, most: 2 + 3 * i, seed: i + 1 }))
  }).toSorted((a, b) => a - b)

const median = (sizes: readonly number[]): number => sizes[Math.floor(sizes.length / 2)] ?? 0

test('After a year most people are two kilobytes of state, and with a behaviour index half of them three', () => {
  const plain = sizesOfPeople(compile([...trialDefinitions, atWork]))
  const indexed = sizesOfPeople(compile([...trialDefinitions, atWork, index]))
  expect(median(plain)).toBeLessThanOrEqual(2.1 * 1024)
  expect(median(indexed)).toBeLessThanOrEqual(3.5 * 1024)
  expect(indexed.at(-1)).toBeLessThan(8 * 1024)
})

/** The dearest clauses that there are, on every event. */
const greedy = names.flatMap((event, i) => [
  {
    kind: 'segment',
    id: `days-${i}`,
    level: 'person',
    rule: { did: { event, count: { gte: 90 }, on: 'day', last: 100 } },
  },
  {
    kind: 'segment',
    id: `rolling-${i}`,
    level: 'person',
    rule: { did: { event, count: { gte: 50 }, within: '30d' } },
  },
])

test('After a year the busiest person under forty greedy rules is 64 kilobytes at most', () => {
  const program = compile([...trialDefinitions, ...greedy, index])
  const state = liveAYear({ who: 'ann', program, share: 1, most: 120, seed: 7 })
  expect(bytes(state)).toBeLessThanOrEqual(64 * 1024)
})

/** A million events, and below a hundred thousand members: `WAYMARK_PROPERTY_RUNS=1000 npm test -- processor/src/fold/state-size.test.ts`. */
const records = Number(process.env.WAYMARK_PROPERTY_RUNS ?? 60)

test('A person with ever more events is no larger than after some thousands', () => {
  const program = compile([...trialDefinitions, atWork, index])
  const ann = createSubject('test/u/ann', program)
  const inARecord = 1000
  let at = startsAt
  let early = 0
  const names = ['Login', 'Use 1', 'Feature Mapped', 'Use 2']
  for (let record = 0; record < records; record++) {
    at += 90_000
    ann.put(
      inputOf(
        'ann',
        at,
        Array.from({ length: inARecord }, (_, i) => ({ event: names[i % names.length] ?? '' })),
      ),
    )
    if (record === 20) early = bytes(ann.state())
  }
  expect(bytes(ann.state())).toBeLessThan(early + 1024)
})

/** What somebody owes their account when they join it, said by many. */
const joinings = (program: Program, people: number): readonly FoldInput[] => {
  const first = createSubject('test/u/first', program)
  const context = { groupId: 'acme' }
  const { transitions } = first.put(
    inputOf('first', startsAt, [
      { type: 'identify', traits: profile, context },
      { event: 'Data Received', context },
    ]),
  )
  const owed = transitions.find((one) => one.t === 'owed' && one.debt.k === 'activity')
  if (owed?.t !== 'owed' || owed.debt.k !== 'activity') throw new Error('nothing is owed')
  const { debt } = owed
  return Array.from({ length: people }, (_, i): FoldInput => {
    const person = `test/u/person-${i}`
    const record: RelayRecord = {
      v: 1,
      from: person,
      p: 0,
      o: i,
      i: 0,
      at: startsAt + i,
      debt: { ...debt, person, member: { ...debt.member, seen: startsAt + i } },
    }
    return { kind: 'relay', record, at: startsAt + i, partition: 0, offset: i }
  })
}

const people = records * 100

test('An account with very many members counts them all and carries a thousand by name', () => {
  const program = compile([...trialDefinitions, { ...index, level: 'account' }])
  const acme = createSubject('test/g/acme', program)
  const all = joinings(program, people)
  for (let from = 0; from < all.length; from += 256) acme.put(...all.slice(from, from + 256))
  const state = acme.state() as AccountState
  expect(state.joined).toBe(people)
  expect(Object.keys(state.members)).toHaveLength(limits.membersKept)
  // Those who were seen last.
  expect(state.members[`test/u/person-${people - limits.membersKept}`]).toBeDefined()
  expect(bytes(state)).toBeLessThan(256 * 1024)
}, 300_000)
