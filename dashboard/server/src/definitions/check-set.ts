import {
  compileRule,
  contentHash,
  type Definition,
  type Level,
  type Problem,
  RuleError,
  type RuleNames,
  type RuleScope,
  ruleNamesIn,
} from '@waymark/schemas'
import { findCycle } from './find-cycle.ts'
import type { PlacedRule } from './placed-rule.ts'
import { namesOf, rulesOf } from './rules-of.ts'
import { type IsGranted, takeForGranted } from './take-for-granted.ts'

/** What a definition of a set needs and lacks. */
interface Checked {
  readonly key: string
  readonly problems: readonly Problem[]
  /** Hashes of the summaries that its rules need. */
  readonly leaves: ReadonlySet<string>
  /** Names (`kind/id`) of the definitions that it reads. */
  readonly reads: ReadonlySet<string>
}

export interface CheckedSet {
  readonly definitions: ReadonlyMap<string, Checked>
  /** Definitions that read each other in a circle. */
  readonly cycle?: readonly string[]
}

export const nameOf = (d: Pick<Definition, 'kind' | 'id'>): string => `${d.kind}/${d.id}`

interface Found {
  readonly leaves: Set<string>
  readonly reads: Set<string>
  /** What it waits for: on its own level, or by relay from the other. */
  readonly settles: Set<string>
}

/** What settles before whoever reads it; the rest only has to be there. */
const settling: ReadonlySet<string> = new Set([
  'milestone',
  'segment',
  'score',
  'pql',
  'lifecycle',
  'flow',
])

interface Asking extends Among {
  readonly level: Level
}

/** What rules are compiled among. */
interface Among {
  readonly names: RuleNames
  readonly isGranted: IsGranted
  /** An engagement, or a rule that is told from one subject to another. */
  readonly mayReadFlows: boolean
}

const told = (asking: Asking, level: Level): Asking => ({ ...asking, level, mayReadFlows: true })

const scopeOf = (asking: Asking, found: Found): RuleScope => ({
  ...takeForGranted(asking.names, asking),
  mayReadFlows: asking.mayReadFlows,
  leaf: ({ hash }) => {
    found.leaves.add(hash)
  },
  hold: () => undefined,
  onAccount: (rule, path) => {
    compileRule(rule, { level: 'account', path }, scopeOf(told(asking, 'account'), found))
    return contentHash(rule)
  },
  onMembers: (rule, path) => {
    compileRule(rule, { level: 'person', path }, scopeOf(told(asking, 'person'), found))
    return contentHash(rule)
  },
  reads: (kind: string, id: string) => {
    const name = kind === 'lifecycle' ? `lifecycle/${asking.level}` : `${kind}/${id}`
    found.reads.add(name)
    if (settling.has(kind)) found.settles.add(name)
  },
  readsDecisions: (engagement) => {
    found.settles.add(`engagement/${engagement}`)
  },
})

const checkRule = (placed: PlacedRule, among: Among, found: Found): Problem | undefined => {
  // A champion's rule is about members: what the account's PQL settles on does not wait for it.
  const settles = placed.path === 'champion' ? new Set<string>() : found.settles
  try {
    const asking = { ...among, level: placed.level }
    compileRule(placed.rule, placed, scopeOf(asking, { ...found, settles }))
    return undefined
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    return { at: error.path, message: error.message.slice(error.path.length + 2) }
  }
}

const checkNames = (d: Definition, among: Among, found: Found): readonly Problem[] =>
  namesOf(d).flatMap(({ kind, id, path }) => {
    found.reads.add(`${kind}/${id}`)
    if (among.names.has(kind, id) || among.isGranted(kind, id)) return []
    return { at: path, message: `there is no ${kind} "${id}"` }
  })

const checkOne = (
  d: Definition,
  known: Omit<Among, 'mayReadFlows'>,
): Checked & { readonly settles: Set<string> } => {
  const found: Found = { leaves: new Set(), reads: new Set(), settles: new Set() }
  const among = { ...known, mayReadFlows: d.kind === 'engagement' }
  const problems = rulesOf(d).flatMap((rule) => checkRule(rule, among, found) ?? [])
  problems.push(...checkNames(d, among, found))
  return { key: nameOf(d), problems, ...found }
}

/** By default whoever is a PQL by any definition is one in the lifecycle, which therefore settles after all of them. */
const lifecycleReads = (definitions: readonly Definition[], level: Level): readonly string[] => {
  const own = definitions.find((d) => d.kind === 'lifecycle' && d.level === level)
  if (own?.kind === 'lifecycle' && own.states.pql) return []
  return definitions.filter((d) => d.kind === 'pql' && d.level === level).map(nameOf)
}

const twoLifecycles = (definitions: readonly Definition[]): readonly Checked[] => {
  const list = definitions.filter((d) => d.kind === 'lifecycle')
  return list.flatMap((d) => {
    const other = list.find((candidate) => candidate !== d && candidate.level === d.level)
    if (!other) return []
    const message = `lifecycle "${other.id}" is about the same level; there is one per level`
    return {
      key: nameOf(d),
      problems: [{ at: 'level', message }],
      leaves: new Set(),
      reads: new Set(),
    }
  })
}

const nothing: IsGranted = () => false

/**
 * Checks a whole set: what its definitions name exists, their rules can be evaluated, none waits for itself. `isGranted` tells what
 * may exist though the set does not hold it.
 */
export const checkSet = (
  definitions: readonly Definition[],
  isGranted: IsGranted = nothing,
): CheckedSet => {
  const known = { names: ruleNamesIn(definitions), isGranted }
  const checked = new Map<string, Checked & { readonly settles: Set<string> }>()
  for (const d of definitions) checked.set(nameOf(d), checkOne(d, known))
  for (const extra of twoLifecycles(definitions)) {
    const before = checked.get(extra.key)
    if (before)
      checked.set(extra.key, { ...before, problems: [...before.problems, ...extra.problems] })
  }
  const settles = new Map<string, Set<string>>()
  for (const d of definitions) {
    const own = checked.get(nameOf(d))?.settles ?? new Set<string>()
    const node = d.kind === 'lifecycle' ? `lifecycle/${d.level}` : nameOf(d)
    settles.set(node, new Set([...(settles.get(node) ?? []), ...own]))
  }
  for (const level of ['person', 'account'] as const) {
    const node = `lifecycle/${level}`
    const own = settles.get(node) ?? new Set<string>()
    settles.set(node, new Set([...own, ...lifecycleReads(definitions, level)]))
  }
  const cycle = findCycle([...settles.keys()], (name) => [...(settles.get(name) ?? [])])
  return { definitions: checked, ...(cycle ? { cycle } : {}) }
}
