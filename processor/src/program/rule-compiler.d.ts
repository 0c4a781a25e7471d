import {
  type Definition,
  type DidLeaf,
  type Evaluate,
  type Level,
  type Rule,
} from '@waymark/schemas'

type Readable = 'milestone' | 'pql' | 'segment'
/** Compiles the rules of one set of definitions, gathering the leaves they need and what they read. */
export interface RuleCompiler {
  /** `node` is `kind/id` of the definition the rule belongs to, `key` the rule's place in it. */
  readonly rule: (rule: Rule, level: Level, node: string, key: string) => Evaluate
  readonly nameOf: (kind: Readable, id: string) => string
  /** Nodes that a node reads at its own level. */
  readonly readsOf: (node: string) => readonly string[]
  readonly leaves: (level: Level) => ReadonlyMap<string, DidLeaf>
  readonly accountRules: () => readonly {
    readonly hash: string
    readonly evaluate: Evaluate
  }[]
}
export declare const createRuleCompiler: (definitions: readonly Definition[]) => RuleCompiler
