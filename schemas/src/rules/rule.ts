import { z } from 'zod'
import { limits } from '../limits.ts'
import { sayIssues, sayingIssues } from '../say-issues.ts'
import type { RuleKind } from './rule-kind.ts'
import { type RuleBodies, type RuleName, ruleKinds } from './rule-kinds.ts'

/** A rule: a tree of closed kinds; exactly one key names the kind. See docs/rules.md. */
export type Rule = {
  readonly [Name in RuleName]: { readonly [Key in Name]: RuleBodies[Name] }
}[RuleName]

export const ruleNames = Object.keys(ruleKinds) as RuleName[]

/** The one key and the body of a rule. */
export const partsOf = (rule: Rule): readonly [RuleName, never] => {
  const [name] = Object.keys(rule) as RuleName[]
  return [name as RuleName, (rule as never)[name as RuleName]]
}

const noRule = `a rule has exactly one of: ${ruleNames.join(', ')}`

const oneKey = z.record(z.string(), z.unknown(), noRule).superRefine((value, context) => {
  const keys = Object.keys(value)
  const known = keys.filter((key) => Object.hasOwn(ruleKinds, key))
  if (keys.length === 1 && known.length === 1) return
  const found = keys.length === 0 ? 'nothing' : keys.join(', ')
  context.addIssue({
    code: 'custom',
    message: `${noRule}; found ${found}`,
  })
})

/** An inner rule. Its depth is checked once, at the root. */
const innerRule: z.ZodType<Rule> = z.lazy(() => shapeSchema)

const shapeSchema: z.ZodType<Rule> = oneKey.transform((value, context): Rule => {
  const [name] = Object.keys(value) as RuleName[]
  const kind = name && ruleKinds[name]
  if (!name || !kind) return z.NEVER
  const parsed = (kind as RuleKind<unknown>).schema(innerRule).safeParse(value[name], sayingIssues)
  if (parsed.success) return { [name]: parsed.data } as Rule
  for (const issue of sayIssues(parsed.error.issues)) {
    context.addIssue({ code: 'custom', message: issue.message, path: [name, ...issue.path] })
  }
  return z.NEVER
})

const children = (rule: Rule): readonly Rule[] => {
  const [name, body] = partsOf(rule)
  if (name === 'all' || name === 'any') return body as readonly Rule[]
  if (name === 'not' || name === 'account') return [body as Rule]
  return name === 'members' ? [(body as { where: Rule }).where] : []
}

/** Depth of the raw tree, bounded, so that a hostile one is refused before the schemas recurse into it. */
const rawDepth = (value: unknown, left: number): boolean => {
  if (typeof value !== 'object' || value === null) return true
  return left > 0 && Object.values(value).every((item) => rawDepth(item, left - 1))
}

const size = (rule: Rule): { depth: number; leaves: number } => {
  const inner = children(rule).map(size)
  if (inner.length === 0) return { depth: 1, leaves: 1 }
  return {
    depth: 1 + Math.max(...inner.map((part) => part.depth)),
    leaves: inner.reduce((sum, part) => sum + part.leaves, 0),
  }
}

/** A whole rule: shape, depth ≤ 8, ≤ 64 leaves; errors carry the path of the fault and what would be right. */
export const ruleSchema: z.ZodType<Rule> = z
  .unknown()
  .refine(
    (value) => rawDepth(value, 3 * limits.ruleDepth + 6),
    `nested deeper than ${limits.ruleDepth} rules`,
  )
  .pipe(shapeSchema)
  .superRefine((rule, context) => {
    const { depth, leaves } = size(rule)
    if (depth > limits.ruleDepth) {
      context.addIssue({
        code: 'custom',
        message: `nested ${depth} deep; at most ${limits.ruleDepth}`,
      })
    }
    if (leaves > limits.ruleLeaves) {
      context.addIssue({
        code: 'custom',
        message: `has ${leaves} leaves; at most ${limits.ruleLeaves}`,
      })
    }
  })
  .meta({ id: 'Rule' })
