import { partsOf, type Rule } from './rule.ts'
import type { CompileContext, DidLeaf, Evaluate, Level, RuleKind } from './rule-kind.ts'
import { ruleKinds } from './rule-kinds.ts'

/** A rule that has the right shape and cannot be evaluated; `path` is its place within the definition. */
export class RuleError extends Error {
  readonly path: string

  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.name = 'RuleError'
    this.path = path
  }
}

/** Where a compiler registers what the rules it compiles need. */
export interface RuleScope {
  readonly leaf: (leaf: DidLeaf) => void
  /** Registers a rule that members read of their account; returns its hash. */
  readonly onAccount: (rule: Rule, path: string) => string
  /** The level of a definition, or `undefined` where there is none of that id. */
  readonly levelOf: (kind: 'milestone' | 'pql' | 'segment', id: string) => Level | undefined
  readonly reads: (kind: 'milestone' | 'pql' | 'segment' | 'lifecycle', id: string) => void
}

/**
 * Compiles a rule into a function from facts to a verdict.
 * @throws RuleError naming the place, where the rule reads what does not exist or this version does not evaluate.
 */
export const compileRule = (
  rule: Rule,
  at: { readonly level: Level; readonly path: string },
  scope: RuleScope,
): Evaluate => {
  const [name, body] = partsOf(rule)
  const path = `${at.path}.${name}`
  const refuse = (message: string, key?: string): never => {
    throw new RuleError(key ? `${path}.${key}` : path, message)
  }
  const context: CompileContext = {
    level: at.level,
    leaf: (leaf) => {
      scope.leaf(leaf)
      return leaf.hash
    },
    inner: (inner, key) =>
      compileRule(inner, { level: at.level, path: `${at.path}.${key}` }, scope),
    onAccount: (inner, key) => scope.onAccount(inner, `${at.path}.${key}`),
    reads: (kind, id) => {
      const level = scope.levelOf(kind, id)
      if (!level) return refuse(`there is no ${kind} "${id}"`, 'id')
      scope.reads(kind, id)
      return level
    },
    readsLifecycle: () => scope.reads('lifecycle', ''),
    refuse,
  }
  const kind = ruleKinds[name] as unknown as RuleKind<never>
  if (!kind.compile) return refuse('is not evaluated by this version')
  return kind.compile(body, context)
}

/** A rule as a plain English sentence without its full stop. */
export const sayRule = (rule: Rule): string => {
  const [name, body] = partsOf(rule)
  return (ruleKinds[name] as unknown as RuleKind<never>).say(body, sayRule)
}
