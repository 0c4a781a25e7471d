import { expect } from 'vitest'
import { type CalendarConfig, createCalendar, defaultCalendar } from '../calendar.ts'
import { compileRule, type RuleScope } from '../compile-rule.ts'
import type { Facts } from '../facts.ts'
import type { FeatureUse } from '../feature-use.ts'
import type { Leaf, ObservedEvent, Summary } from '../leaf.ts'
import { ruleSchema } from '../rule.ts'
import type { Evaluate, Level } from '../rule-kind.ts'
import type { ScoreSource } from '../score/score-of.ts'
import { isTrue, until, type Verdict } from '../verdict.ts'

/** What a rule under test stands among. */
export interface Surroundings {
  readonly level?: Level
  readonly calendar?: Partial<CalendarConfig>
  readonly features?: { readonly [id: string]: readonly FeatureUse[] }
  /** Level of every milestone, PQL and segment there is; absent: all are people's. */
  readonly levelOf?: (id: string) => Level | undefined
  readonly has?: (id: string) => boolean
  readonly isVerified?: (kind: string, id: string) => boolean
  readonly mayReadFlows?: boolean
  readonly scores?: { readonly [id: string]: ScoreSource }
}

/** An event as a test writes it. */
export type Done = Partial<Omit<ObservedEvent, 'name' | 'time'>> &
  Pick<ObservedEvent, 'name' | 'time'>

export const eventOf = (done: Done): ObservedEvent => ({
  type: 'track',
  path: '',
  properties: {},
  order: 0,
  ...done,
})

export interface CompiledRule {
  readonly evaluate: Evaluate
  readonly leaves: ReadonlyMap<string, Leaf>
}

/** Compiles a rule as its author writes it. */
export const compiled = (rule: unknown, around: Surroundings = {}): CompiledRule => {
  const leaves = new Map<string, Leaf>()
  const scope: RuleScope = {
    calendar: createCalendar({ ...defaultCalendar, ...around.calendar }),
    leaf: (leaf) => void leaves.set(leaf.hash, leaf),
    hold: () => undefined,
    onAccount: (inner) => JSON.stringify(inner),
    onMembers: (inner) => JSON.stringify(inner),
    levelOf: (_, id) => (around.levelOf ? around.levelOf(id) : 'person'),
    has: (_, id) => around.has?.(id) ?? true,
    isVerified: (kind, id) => around.isVerified?.(kind, id) ?? false,
    scoreOf: (id) => around.scores?.[id],
    feature: (id) => around.features?.[id],
    deciders: () => [],
    reads: () => undefined,
    readsDecisions: () => undefined,
    mayReadFlows: around.mayReadFlows ?? true,
  }
  const at = { level: around.level ?? 'person', path: 'rule' }
  return { evaluate: compileRule(ruleSchema.parse(rule), at, scope), leaves }
}

const hears = (leaf: Leaf, event: ObservedEvent): boolean =>
  leaf.listens.includes('*') ||
  leaf.listens.includes(event.type === 'page' ? 'page' : `track:${event.name}`)

/** The summaries of a history, as the fold would keep them. */
const summed = (
  leaves: CompiledRule['leaves'],
  history: readonly Done[],
): ReadonlyMap<string, Summary> => {
  const summaries = new Map<string, Summary>()
  for (const event of history.map(eventOf)) {
    for (const [hash, leaf] of leaves) {
      const after = hears(leaf, event) ? leaf.observe(summaries.get(hash), event) : undefined
      if (after) summaries.set(hash, after)
    }
  }
  return summaries
}

/** A rule over a history: what it says at an instant. */
export const readRule = (
  rule: unknown,
  history: readonly Done[],
  around: Surroundings & { readonly facts?: Partial<Facts> } = {},
): ((now: number) => Verdict) => {
  const { evaluate, leaves } = compiled(rule, around)
  const summaries = summed(leaves, history)
  const nothing = () => undefined
  const facts = {
    first: 0,
    trait: nothing,
    held: nothing,
    milestone: nothing,
    pql: nothing,
    segment: nothing,
    flow: nothing,
    account: nothing,
    message: nothing,
    members: () => ({ is: 0, of: 0 }),
    summary: (hash: string) => summaries.get(hash),
    ...around.facts,
  }
  return (now) => evaluate({ ...facts, now } as Facts)
}

/**
 * Holds a rule against the plain truth at every step of a span: the answers agree, and each verdict ends exactly where the truth
 * turns.
 */
export const expectExact = (
  says: (now: number) => Verdict,
  truth: (now: number) => boolean,
  { from, to, step }: { readonly from: number; readonly to: number; readonly step: number },
): void => {
  const truths = new Map<number, boolean>()
  for (let now = from; now <= to; now += step) truths.set(now, truth(now))
  let turn = Number.POSITIVE_INFINITY
  const wrong: object[] = []
  for (let now = to; now >= from; now -= step) {
    const is = truths.get(now)
    if (now < to && truths.get(now + step) !== is) turn = now + step
    const said = says(now)
    const end = until(said) > to ? Number.POSITIVE_INFINITY : until(said)
    if (isTrue(said) !== is || end !== turn) wrong.push({ now, said, is, turn })
  }
  expect(wrong).toEqual([])
}
