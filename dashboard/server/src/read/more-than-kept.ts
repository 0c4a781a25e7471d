import { type Definition, limits, type Rule } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'

interface Asked {
  readonly env: string
  readonly rule: Rule
  readonly definitions: readonly Definition[]
}

/** Whether it counts members anywhere, also by a segment that it names. */
const readsMembers = (
  rule: Rule,
  definitions: readonly Definition[],
  within: ReadonlySet<string> = new Set(),
): boolean => {
  const inner = (one: Rule): boolean => readsMembers(one, definitions, within)
  if ('all' in rule) return rule.all.some(inner)
  if ('any' in rule) return rule.any.some(inner)
  if ('not' in rule) return inner(rule.not)
  if ('account' in rule) return inner(rule.account)
  if (!('segment' in rule)) return 'members' in rule
  const { id } = rule.segment
  const seen = new Set([...within, id])
  return definitions.some(
    (d) =>
      d.kind === 'segment' &&
      d.id === id &&
      !within.has(id) &&
      readsMembers(d.rule, definitions, seen),
  )
}

/** What the count of a rule about members says beyond the stream, which keeps only so many of each account; else nothing. */
export const moreThanKept = async (
  store: EventStore,
  { env, rule, definitions }: Asked,
): Promise<{ readonly note?: string }> => {
  if (!readsMembers(rule, definitions)) return {}
  const [row] = await store.query<{ accounts: number }>(
    `SELECT count() AS accounts FROM (
      SELECT account FROM people WHERE env = {env:String} AND account != ''
      GROUP BY account HAVING count() > {kept:UInt32})`,
    { env, kept: limits.membersKept },
  )
  const accounts = row?.accounts ?? 0
  if (accounts === 0) return {}
  const many = accounts === 1 ? '1 account has' : `${accounts} accounts have`
  const kept = limits.membersKept.toLocaleString('en')
  return {
    note: `${many} more than ${kept} members: all of them are counted here, where the stream keeps the ${kept} who were active last.`,
  }
}
