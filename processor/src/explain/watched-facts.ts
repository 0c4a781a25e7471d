import { type Facts, isTrue, type LedgerEntry, type Summary, type Verdict } from '@waymark/schemas'
import { sayInstant } from '../fold/engagements/say-instant.ts'
import type { SubjectFacts } from '../fold/facts-of.ts'
import type { LevelProgram } from '../program/program.ts'

/** What a rule said of somebody, and what it read to say so, in plain English. */
export interface Watched {
  readonly is: boolean
  readonly found: string
}

const since = (at: number): string => `since ${sayInstant(at)}`

const sayTimes = (n: number): string => (n === 1 ? 'seen once' : `seen ${n} times`)

const sayValues = (n: number): string => (n === 1 ? 'one value' : `${n} different values`)

const sayLedger = (entry: LedgerEntry | undefined): string => {
  const { not: _, answers: __, ...did } = entry ?? {}
  const deeds = Object.entries(did).map(([what, at]) => `${what} on ${sayInstant(at)}`)
  return deeds.length > 0 ? deeds.join(', ') : 'nothing was done with it'
}

/** By the leaf that it keeps its days in, each score: its value says more than the days do. */
const scoresByLeaf = (facts: Facts, { steps }: LevelProgram): ReadonlyMap<string, string> => {
  const values = new Map<string, string>()
  for (const step of steps) {
    if (step.step !== 'score') continue
    const hashes: string[] = []
    const summary = (hash: string): Summary | undefined => {
      hashes.push(hash)
      return facts.summary(hash)
    }
    const { value } = step.scored.read(Object.create(facts, { summary: { value: summary } }))
    for (const hash of hashes) values.set(hash, `${step.id} is ${value}`)
  }
  return values
}

const saySummary = (kept: Summary | undefined, level: LevelProgram, hash: string): string => {
  if (!kept) return 'not seen'
  const newest = level.leaves.get(hash)?.newest(kept)
  const last = newest === undefined ? '' : `, last on ${sayInstant(newest)}`
  if ('n' in kept) return `${sayTimes(kept.n)}${last}`
  if ('values' in kept) return `${sayValues(kept.values.length)}${last}`
  if ('units' in kept) {
    const sum = kept.units.reduce((total, [, n]) => total + n, 0)
    return `${sayTimes(sum)}${last}`
  }
  return 'seen' in kept
    ? `${kept.seen.length} steps seen${last}`
    : `work on ${kept.days.length} days`
}

/** A held fact is there as long as it holds. */
const sayHeld = (name: string, held: { readonly since: number } | undefined): string =>
  held ? `${name} ${since(held.since)}` : `not ${name}`

type Say = (says: string) => void

const watching = (facts: SubjectFacts, level: LevelProgram, say: Say): Facts => {
  const scores = scoresByLeaf(facts, level)
  const told = <T>(value: T, words: string): T => {
    say(words)
    return value
  }
  return {
    now: facts.now,
    first: facts.first,
    key: facts.key,
    held: (condition) => facts.held(condition),
    summary: (hash) => {
      const kept = facts.summary(hash)
      return told(kept, scores.get(hash) ?? saySummary(kept, level, hash))
    },
    trait: (name) => {
      const fact = facts.trait(name)
      if (!fact) return told(fact, `${name} is not known`)
      return told(fact, `${name} is ${JSON.stringify(fact.value)} (${fact.from})`)
    },
    milestone: (id) => {
      const held = facts.milestone(id)
      return told(held, held ? `${id} reached on ${sayInstant(held.since)}` : `${id} not reached`)
    },
    pql: (id) => told(facts.pql(id), sayHeld(id, facts.pql(id))),
    segment: (id) => told(facts.segment(id), sayHeld(`in ${id}`, facts.segment(id))),
    flow: (id) => {
      const at = facts.flow(id)
      return told(at, at ? `at the step ${at.step} of ${id} ${since(at.since)}` : `not in ${id}`)
    },
    lifecycle: () => {
      const life = facts.lifecycle()
      return told(life, `${life.state} ${since(life.since)}`)
    },
    members: (rule) => {
      const tally = facts.members(rule)
      return told(tally, `${tally.is} of ${tally.of} members`)
    },
    message: (key) => {
      const entry = facts.message(key)
      return told(entry, `${key}: ${sayLedger(entry)}`)
    },
    account: (rule) => {
      const said = facts.account(rule)
      const words = said ? `the account says ${said.is ? 'yes' : 'no'} ${since(said.since)}` : ''
      return told(said, words || 'no account has said so')
    },
  }
}

/** Asks a rule as the processor does, and tells what it read. */
export const watch = (
  evaluate: (facts: Facts) => Verdict,
  { facts, level }: { readonly facts: SubjectFacts; readonly level: LevelProgram },
): Watched => {
  const read = new Set<string>()
  const is = isTrue(evaluate(watching(facts, level, (words) => read.add(words))))
  return { is, found: [...read].join(', ') || (is ? 'holds' : 'does not hold') }
}
