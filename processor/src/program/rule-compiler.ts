import {
  type Calendar,
  compileKey,
  compileRule,
  compileScore,
  contentHash,
  type Definition,
  type DistinctValues,
  type Evaluate,
  type EventMatch,
  type Facts,
  type Hold,
  type Leaf,
  type Level,
  type NameOf,
  namesIn,
  type Rule,
  type RuleScope,
  ruleNamesIn,
  type Scored,
} from '@waymark/schemas'

/** Where a rule stands: its level, `kind/id` of its definition, and its key in it. */
export interface RulePlace {
  readonly level: Level
  readonly node: string
  readonly key: string
  /** Only what servers said counts. */
  readonly verified?: boolean | undefined
  /** The key of the flow that it belongs to. */
  readonly flowKey?: string | undefined
}

/** A rule that another subject reads: evaluated here, its flips relayed there. */
export interface RelayedRule {
  readonly hash: string
  readonly evaluate: Evaluate
}

/** Compiles the rules of one set of definitions, gathering the leaves they need and what they read. */
export interface RuleCompiler {
  /** Compiles a rule of a definition. */
  readonly rule: (rule: Rule, at: RulePlace) => Evaluate
  /** Compiles how a flow's key is read off the events that let it in. */
  readonly key: (
    of: { readonly match: EventMatch; readonly property: string },
    at: RulePlace,
  ) => (facts: Facts) => DistinctValues | undefined
  /** Compiles a score of a level. */
  readonly score: (id: string, level: Level) => Scored
  /** What people call its definitions. */
  readonly nameOf: NameOf
  /** The project's days. */
  readonly calendar: Calendar
  /** Every node that has rules. */
  readonly nodes: () => readonly string[]
  /** Nodes that a node reads, of either level. */
  readonly readsOf: (node: string) => readonly string[]
  /** Leaves of one rule, by hash. */
  readonly leavesAt: (at: RulePlace) => readonly string[]
  /** Leaves of all rules of a node, by hash. */
  readonly leavesOf: (node: string) => readonly string[]
  readonly leaves: (level: Level) => ReadonlyMap<string, Leaf>
  /** Leaves by the node that reads them, itself or by asking the account or the members; see `Program.needs`. */
  readonly needs: () => ReadonlyMap<string, readonly string[]>
  readonly holds: (level: Level) => readonly Hold[]
  /** Rules about the account that people read, and rules about members that accounts read. */
  readonly relayed: (level: Level) => readonly RelayedRule[]
  /** Whether a rule asks why something was not shown. */
  readonly readsDecisions: () => boolean
}

/** The list under a key of a map of lists, made where there is none. */
const listAt = <T>(lists: Map<string, T[]>, key: string): T[] => {
  const found = lists.get(key) ?? []
  lists.set(key, found)
  return found
}

interface Read {
  readonly definitions: readonly Definition[]
  readonly reads: ReadonlyMap<string, readonly string[]>
  /** By node and key. */
  readonly leavesByRule: ReadonlyMap<string, readonly string[]>
}

const isAsked = (node: string): boolean => /^(person|account)-rule\//.test(node)

/** What a definition's rules are compiled under, where that is not its own name. */
const definitionOf = (node: string, definitions: readonly Definition[]): string => {
  const [kind, id] = node.split('/')
  if (kind === 'champion') return `pql/${id}`
  if (kind !== 'lifecycle') return node
  const own = definitions.find((d) => d.kind === 'lifecycle' && d.level === id)
  return own ? `lifecycle/${own.id}` : ''
}

const needsOf = ({
  definitions,
  reads,
  leavesByRule,
}: Read): ReadonlyMap<string, readonly string[]> => {
  const own = new Map<string, string[]>()
  for (const [place, hashes] of leavesByRule)
    listAt(own, place.slice(0, place.indexOf(' '))).push(...hashes)
  const all = (node: string): readonly string[] => [
    ...(own.get(node) ?? []),
    ...(reads.get(node) ?? []).filter(isAsked).flatMap(all),
  ]
  const needs = new Map<string, Set<string>>()
  for (const node of reads.keys()) {
    if (isAsked(node)) continue
    const name = definitionOf(node, definitions)
    needs.set(name, new Set([...(needs.get(name) ?? []), ...all(node)]))
  }
  return new Map([...needs].map(([name, hashes]) => [name, [...hashes].sort()]))
}

export const createRuleCompiler = (definitions: readonly Definition[]): RuleCompiler => {
  const names = ruleNamesIn(definitions)
  const leaves = { person: new Map<string, Leaf>(), account: new Map<string, Leaf>() }
  const holds = { person: new Map<string, Hold>(), account: new Map<string, Hold>() }
  const relayed = { person: new Map<string, Evaluate>(), account: new Map<string, Evaluate>() }
  const reads = new Map<string, string[]>()
  const leavesByRule = new Map<string, string[]>()
  let readsDecisions = false

  /** Compiles a rule for the other level, once, as a node of its own. */
  const relay = (rule: Rule, level: Level, path: string): string => {
    const hash = contentHash(rule)
    if (!relayed[level].has(hash)) {
      const scope = scopeFor({ node: `${level}-rule/${hash}`, level, key: 'rule' })
      relayed[level].set(hash, compileRule(rule, { level, path }, scope))
    }
    return hash
  }
  const mayReadFlows = (node: string): boolean =>
    /^(engagement|account-rule|person-rule)\//.test(node)
  const scopeFor = ({ node, level, key }: RulePlace): RuleScope => {
    const own = listAt(reads, node)
    const ownLeaves = listAt(leavesByRule, `${node} ${key}`)
    const readsRelayed = (rule: Rule, at: Level, path: string): string => {
      const hash = relay(rule, at, path)
      own.push(`${at}-rule/${hash}`)
      return hash
    }
    return {
      ...names,
      leaf: (leaf) => {
        leaves[leaf.level].set(leaf.hash, leaf)
        ownLeaves.push(leaf.hash)
      },
      mayReadFlows: mayReadFlows(node),
      hold: (hold) => void holds[hold.level].set(hold.hash, hold),
      reads: (kind, id) => {
        if (kind === 'lifecycle') own.push(`lifecycle/${level}`)
        else if (
          kind === 'milestone' ||
          kind === 'segment' ||
          kind === 'pql' ||
          kind === 'score' ||
          kind === 'flow'
        )
          own.push(`${kind}/${id}`)
      },
      readsDecisions: (engagement) => {
        readsDecisions = true
        own.push(`engagement/${engagement}`)
      },
      onAccount: (rule, path) => readsRelayed(rule, 'account', path),
      onMembers: (rule, path) => readsRelayed(rule, 'person', path),
    }
  }
  return {
    rule: (rule, at) =>
      compileRule(
        rule,
        {
          level: at.level,
          path: `${at.node} ${at.key}`,
          verified: at.verified,
          flowKey: at.flowKey,
        },
        scopeFor(at),
      ),
    key: (of, at) =>
      compileKey(of, { level: at.level, path: `${at.node} ${at.key}` }, scopeFor(at)),
    score: (id, level) => {
      const at = { level, node: `score/${id}`, key: 'score' }
      return compileScore(id, { level, path: at.node }, scopeFor(at))
    },
    leavesAt: ({ node, key }) => leavesByRule.get(`${node} ${key}`) ?? [],
    leavesOf: (node) =>
      [...leavesByRule].flatMap(([place, hashes]) => (place.startsWith(`${node} `) ? hashes : [])),
    calendar: names.calendar,
    nameOf: namesIn(definitions),
    nodes: () => [...reads.keys()],
    readsOf: (node) => reads.get(node) ?? [],
    leaves: (level) => leaves[level],
    needs: () => needsOf({ definitions, reads, leavesByRule }),
    holds: (level) => [...holds[level].values()],
    relayed: (level) =>
      [...relayed[level]]
        .map(([hash, evaluate]) => ({ hash, evaluate }))
        .sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    readsDecisions: () => readsDecisions,
  }
}
