import type { z } from 'zod'
import type { JsonObject } from '../json.ts'
import type { Facts } from './facts.ts'
import type { Rule } from './rule.ts'
import type { Verdict } from './verdict.ts'

/** Whether a rule is about a person or about an account. */
export type Level = 'person' | 'account'

export type Evaluate = (facts: Facts) => Verdict

/** What the fold has to keep for one `did` leaf. Two leaves of the same content share it, whoever wrote them. */
export interface DidLeaf {
  /** Hash of the content: event, conditions, level and how many times are kept. */
  readonly hash: string
  readonly level: Level
  /** `track:Name`, or `page` for pages, which `matches` then tells apart. */
  readonly listens: string
  readonly keep: number
  readonly matches: (event: ObservedEvent) => boolean
}

/** What a leaf sees of an event. */
export interface ObservedEvent {
  readonly type: string
  readonly name: string
  readonly path: string
  readonly properties: JsonObject
}

/** What a rule kind gets while it is compiled, and where it says what it needs. */
export interface CompileContext {
  readonly level: Level
  /** Registers a leaf and returns its hash. */
  readonly leaf: (leaf: DidLeaf) => string
  /** Compiles an inner rule; `key` names its place, for errors. */
  readonly inner: (rule: Rule, key: string) => Evaluate
  /** A rule about the person's account, evaluated there; returns its hash. */
  readonly onAccount: (rule: Rule, key: string) => string
  /** Says that the rule reads another definition; returns that definition's level. */
  readonly reads: (kind: 'milestone' | 'pql' | 'segment', id: string) => Level
  /** Says that the rule reads the lifecycle state of its own level. */
  readonly readsLifecycle: () => void
  /** Refuses the rule at this place. */
  readonly refuse: (message: string, key?: string) => never
}

/**
 * One kind of rule: a key of the tree with its schema, its meaning and its words. A new kind is a new file that the table in
 * `rule-kinds.ts` names.
 */
export interface RuleKind<Body> {
  /** Gets the schema of a whole inner rule, for kinds that hold one. */
  readonly schema: (rule: z.ZodType<Rule>) => z.ZodType<Body>
  /** Turns the body into its meaning. Absent where this version checks the structure but does not evaluate it yet. */
  readonly compile?: (body: Body, context: CompileContext) => Evaluate
  /** The rule as a plain English clause: "did Product Created at least 3 times within 7d". */
  readonly say: (body: Body, inner: (rule: Rule) => string) => string
}
