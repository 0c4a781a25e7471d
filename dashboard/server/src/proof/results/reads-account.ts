import type { Definition, Rule } from '@waymark/schemas'

/** Kinds that have a level of their own, by which a rule may name them. */
const leveled = ['milestone', 'pql', 'segment', 'score'] as const

/** Whether what a rule about a person says hangs on their account: then it says the same of all who act for it. */
export const readsAccount = (rule: Rule, definitions: readonly Definition[]): boolean => {
  if ('account' in rule) return true
  if ('all' in rule) return rule.all.some((one) => readsAccount(one, definitions))
  if ('any' in rule) return rule.any.some((one) => readsAccount(one, definitions))
  if ('not' in rule) return readsAccount(rule.not, definitions)
  const [name, body] = Object.entries(rule)[0] ?? []
  return definitions.some(
    (d) =>
      leveled.some((kind) => kind === name && kind === d.kind) &&
      d.id === (body as { readonly id?: string }).id &&
      'level' in d &&
      d.level === 'account',
  )
}
