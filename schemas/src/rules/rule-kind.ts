import type { z } from 'zod'
import type { Calendar } from './calendar.ts'
import type { Facts } from './facts.ts'
import type { FeatureUse } from './feature-use.ts'
import type { Leaf, Summary } from './leaf.ts'
import type { NameOf } from './name-of.ts'
import type { Rule } from './rule.ts'
import type { Scored } from './score/score-of.ts'
import type { Verdict } from './verdict.ts'

/** Whether a rule is about a person or about an account. */
export type Level = 'person' | 'account'

export type Evaluate = (facts: Facts) => Verdict

/** A condition of which it matters since when it holds without a break, which no event tells by itself. */
export interface Hold {
  /** Hash of the condition. */
  readonly hash: string
  readonly level: Level
  /** Since when what makes it hold now has been so; `undefined` while it does not hold. */
  readonly since: (facts: Facts) => number | undefined
}

/** What a rule kind gets while it is compiled, and where it says what it needs. */
export interface CompileContext {
  readonly level: Level
  /** The project's days, weeks, months and working days. */
  readonly calendar: Calendar
  /** Registers a leaf; returns how its summary is read. */
  readonly leaf: <S extends Summary>(leaf: Leaf<S>) => (facts: Facts) => S | undefined
  /** Registers a condition; returns since when it has held. */
  readonly hold: (hold: Hold) => (facts: Facts) => number | undefined
  /** Compiles an inner rule; `key` names its place, for errors. */
  readonly inner: (rule: Rule, key: string) => Evaluate
  /** A rule about the person's account, evaluated there; returns its hash. */
  readonly onAccount: (rule: Rule, key: string) => string
  /** A rule about each of the account's members, evaluated on them; returns its hash. */
  readonly onMembers: (rule: Rule, key: string) => string
  /** Says that the rule reads another definition; returns that definition's level. */
  readonly reads: (kind: 'milestone' | 'pql' | 'segment' | 'score', id: string) => Level
  /** Says that the rule reads where somebody stands in a flow; returns the flow's level. */
  readonly readsFlow: (id: string) => Level
  /** A score of this level, compiled. */
  readonly score: (id: string) => Scored
  /** Says that the rule reads what became of a guide, or of an engagement's messages. */
  readonly readsMessages: (kind: 'guide' | 'engagement', id: string) => void
  /** Says that it reads what was decided about them, so that what decides must not read this rule in turn. */
  readonly readsDecisions: (kind: 'guide' | 'engagement', id: string) => void
  /** Says that the rule reads the lifecycle state of its own level. */
  readonly readsLifecycle: () => void
  /** What counts as using a feature of the feature map. */
  readonly feature: (id: string) => readonly FeatureUse[]
  /** The property whose values have places of their own in the flow that the rule belongs to; absent elsewhere. */
  readonly key: string | undefined
  /** Refuses the rule at this place. */
  readonly refuse: (message: string, key?: string) => never
}

/** What a rule is said with. */
export interface Words {
  /** Says an inner rule. */
  readonly inner: (rule: Rule) => string
  readonly nameOf: NameOf
}

/**
 * One kind of rule: a key of the tree with its schema, its meaning and its words. A new kind is a new file that the table in
 * `rule-kinds.ts` names.
 */
export interface RuleKind<Body> {
  /** Gets the schema of a whole inner rule, for kinds that hold one. */
  readonly schema: (rule: z.ZodType<Rule>) => z.ZodType<Body>
  /** Turns the body into its meaning, or refuses it. */
  readonly compile: (body: Body, context: CompileContext) => Evaluate
  /** The rule as a plain English clause: "has done “Product Created” at least 3 times in the last 7 days". */
  readonly say: (body: Body, words: Words) => string
  /** What somebody may not have meant. */
  readonly warn?: (body: Body) => readonly string[]
}
