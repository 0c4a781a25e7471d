import { account } from './account.ts'
import { all, any, not } from './all-any-not.ts'
import { type Did, did } from './did/did.ts'
import { type FlowRule, flow } from './flow.ts'
import type { Held } from './held.ts'
import { type LifecycleRule, lifecycle } from './lifecycle.ts'
import { type Members, members } from './members.ts'
import { guide, type MessageRule, message } from './message/message.ts'
import { milestone } from './milestone.ts'
import { pql } from './pql.ts'
import type { Rule } from './rule.ts'
import type { RuleKind } from './rule-kind.ts'
import { type Same, same } from './same.ts'
import { type Score, score } from './score.ts'
import { segment } from './segment.ts'
import { type Sequence, sequence } from './sequence/sequence.ts'
import { type Since, since } from './since/since.ts'
import { type Trait, trait } from './trait.ts'
import { type Trend, trend } from './trend/trend.ts'

/** The body of each kind of rule. */
export interface RuleBodies {
  readonly did: Did
  readonly trend: Trend
  readonly sequence: Sequence
  readonly trait: Trait
  readonly milestone: Held
  readonly pql: Held
  readonly segment: Held
  readonly lifecycle: LifecycleRule
  readonly flow: FlowRule
  readonly same: Same
  readonly score: Score
  readonly guide: MessageRule
  readonly message: MessageRule
  readonly since: Since
  readonly account: Rule
  readonly members: Members
  readonly all: readonly Rule[]
  readonly any: readonly Rule[]
  readonly not: Rule
}

export type RuleName = keyof RuleBodies

/** The rule language. A new kind is a file and a line here. */
export const ruleKinds: { readonly [Name in RuleName]: RuleKind<RuleBodies[Name]> } = {
  did,
  sequence,
  trend,
  trait,
  milestone,
  pql,
  segment,
  lifecycle,
  flow,
  same,
  score,
  guide,
  message,
  since,
  account,
  members,
  all,
  any,
  not,
}
