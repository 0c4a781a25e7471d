import {
  compileRule,
  contentHash,
  type Definition,
  type DidLeaf,
  type Evaluate,
  type Level,
  type Rule,
  type RuleScope,
} from '@waymark/schemas'

type Readable = 'milestone' | 'pql' | 'segment'

/** Where a rule stands: its level, `kind/id` of its definition, and its key in it. */
export interface RulePlace {
  readonly level: Level
  readonly node: string
  readonly key: string
}

/** Compiles the rules of one set of definitions, gathering the leaves they need and what they read. */
export interface RuleCompiler {
  /** Compiles a rule of a definition. */
  readonly rule: (rule: Rule, at: RulePlace) => Evaluate
  readonly nameOf: (kind: Readable, id: string) => string
  /** Nodes that a node reads at its own level. */
  readonly readsOf: (node: string) => readonly string[]
  /** Leaves of one rule, by hash. */
  readonly leavesAt: (at: RulePlace) => readonly string[]
  readonly leaves: (level: Level) => ReadonlyMap<string, DidLeaf>
  readonly accountRules: () => readonly { readonly hash: string; readonly evaluate: Evaluate }[]
}

export const createRuleCompiler = (definitions: readonly Definition[]): RuleCompiler => {
  const leveled = new Map<string, { level: Level; name: string }>()
  for (const d of definitions) {
    if (d.kind === 'milestone' || d.kind === 'pql' || d.kind === 'segment') {
      leveled.set(`${d.kind}/${d.id}`, { level: d.level, name: d.name ?? d.id })
    }
  }
  const leaves = { person: new Map<string, DidLeaf>(), account: new Map<string, DidLeaf>() }
  const reads = new Map<string, Set<string>>()
  const leavesByRule = new Map<string, string[]>()
  const accountRules = new Map<string, Evaluate>()

  const scopeFor = ({ node, level, key }: RulePlace): RuleScope => {
    const rule = `${node} ${key}`
    const own = reads.get(node) ?? new Set()
    reads.set(node, own)
    return {
      leaf: (leaf) => {
        leaves[leaf.level].set(leaf.hash, leaf)
        leavesByRule.set(rule, [...(leavesByRule.get(rule) ?? []), leaf.hash])
      },
      levelOf: (kind, id) => leveled.get(`${kind}/${id}`)?.level,
      reads: (kind, id) => {
        const read = kind === 'lifecycle' ? `lifecycle/${level}` : `${kind}/${id}`
        if (kind === 'lifecycle' || leveled.get(read)?.level === level) own.add(read)
      },
      onAccount: (rule, path) => {
        const hash = contentHash(rule)
        if (!accountRules.has(hash)) {
          accountRules.set(
            hash,
            compileRule(
              rule,
              { level: 'account', path },
              scopeFor({ node: `account-rule/${hash}`, level: 'account', key: 'rule' }),
            ),
          )
        }
        return hash
      },
    }
  }
  return {
    rule: (rule, at) =>
      compileRule(rule, { level: at.level, path: `${at.node} ${at.key}` }, scopeFor(at)),
    leavesAt: ({ node, key }) => leavesByRule.get(`${node} ${key}`) ?? [],
    nameOf: (kind, id) => leveled.get(`${kind}/${id}`)?.name ?? id,
    readsOf: (node) => [...(reads.get(node) ?? [])],
    leaves: (level) => leaves[level],
    accountRules: () => [...accountRules].map(([hash, evaluate]) => ({ hash, evaluate })),
  }
}
