import type { GoldenFeatures, GoldenItem, Strength } from '@waymark/schemas/api/golden'

/** Amplitude's bands of φ, in words. */
export const strengthNames: { readonly [S in Strength]: string } = {
  high: 'Strong',
  moderate: 'Moderate',
  slight: 'Slight',
  weak: 'Faint',
  chance: 'May be chance',
}

const verbs = { event: 'did', page: 'saw', feature: 'used' } as const

const often = ['', 'once', 'twice'] as const

/** `did “Card Moved” at least twice` */
export const sayDeed = ({ kind, name, times }: GoldenItem): string => {
  const count = often[times] ?? `${times} times`
  return `${verbs[kind]} “${name}”${times > 1 ? ` at least ${count}` : ''}`
}

/** `once`, `2 times or more` */
export const sayTimes = (times: number): string =>
  times === 1 ? 'at least once' : `${times} times or more`

const inDays = (ms: number): string => {
  const days = ms / 86_400_000
  return Number.isInteger(days) ? `${days}d` : `${Math.max(1, Math.round(ms / 3_600_000))}h`
}

const text = (value: string): string => JSON.stringify(value)

/** The goal in the rule language; of paying what the lifecycle says. */
const goalOf = (target: string, by: string): string => {
  if (target.startsWith('milestone:'))
    return `goal: { milestone: { id: ${target.slice('milestone:'.length)} } }\ngoal-within: ${by}`
  if (target === 'paid')
    return `goal: { lifecycle: { in: [customer, active, renewed] } }\ngoal-within: ${by}`
  return `goal: { did: { event: Signed In } }     # what coming back is in your product\ngoal-within: ${by}`
}

/** An engagement that leads half of the newcomers to it and holds out the other half: what shows whether it causes anything. */
export const experimentFile = (
  { kind, id, times }: GoldenItem,
  { target, firstMs, byMs }: Pick<GoldenFeatures, 'target' | 'firstMs' | 'byMs'>,
): string => {
  const count = times > 1 ? `, count: { gte: ${times} }` : ''
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `kind: engagement
id: try-${slug || 'it'}
audience:
  all:
    - { since: { lifecycle: visitor, lt: ${inDays(firstMs)} } }
    - { not: { did: { ${kind}: ${text(id)}${count} } } }
send: [{ guide: a-guide-that-leads-there }]
${goalOf(target.id, inDays(byMs))}
holdout: 0.5`
}
