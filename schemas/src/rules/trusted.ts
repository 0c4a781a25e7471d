import { partsOf, type Rule } from './rule.ts'

/** What a rule of trusted facts may read, and how it is refused. */
interface Trust {
  readonly isVerified: (kind: string, id: string) => boolean
  readonly refuse: (path: string, message: string) => never
}

type Body = { readonly [key: string]: unknown }

const trustedMatch = (match: unknown): unknown =>
  typeof match === 'string'
    ? { event: match, verified: true }
    : { ...(match as Body), verified: true }

const trustedSequence = (body: Body): Body => {
  const between = body['nothing-between'] as readonly unknown[] | undefined
  return {
    ...body,
    steps: (body.steps as readonly Body[]).map((step) => ({ did: trustedMatch(step.did) })),
    ...(between ? { 'nothing-between': between.map(trustedMatch) } : {}),
  }
}

const trustedDid = (body: Body): Body => ({
  ...body,
  verified: true,
  ...(body.since ? { since: trustedMatch(body.since) } : {}),
})

/** What browsers report, or what rests on it in ways that no rule can tell. */
const untold = new Set(['guide', 'message', 'lifecycle', 'flow'])

const readable = new Set(['milestone', 'segment', 'pql', 'score'])

/**
 * The rule, of trusted facts alone: events and traits that servers sent. Of other definitions it may read those that are
 * `verified` themselves.
 */
export const trustedRule = (rule: Rule, path: string, trust: Trust): Rule => {
  const [name, given] = partsOf(rule)
  const at = `${path}.${name}`
  const body = given as Body
  const inner = (one: unknown, key: string): Rule => trustedRule(one as Rule, `${at}${key}`, trust)
  if (untold.has(name) || (name === 'since' && body.lifecycle !== undefined))
    trust.refuse(at, 'is not known to be verified: it may rest on what browsers say')
  if (readable.has(name) && !trust.isVerified(name, String(body.id)))
    trust.refuse(
      at,
      `${name} "${String(body.id)}" counts what browsers say, too; make it \`verified: true\``,
    )
  if (readable.has(name)) return rule
  if (name === 'did') return { did: trustedDid(body) } as unknown as Rule
  if (name === 'sequence') return { sequence: trustedSequence(body) } as unknown as Rule
  if (name === 'all' || name === 'any') {
    const list = given as unknown as readonly Rule[]
    return { [name]: list.map((one, i) => inner(one, `[${i}]`)) } as unknown as Rule
  }
  if (name === 'not' || name === 'account') return { [name]: inner(given, '') } as unknown as Rule
  if (name === 'members')
    return { members: { ...body, where: inner(body.where, '.where') } } as Rule
  return { [name]: { ...body, verified: true } } as unknown as Rule
}
