import { type AccountSays, isTrue, type SubjectKey } from '@waymark/schemas'
import { note } from './note-verdict.ts'
import { type AccountWork, owe } from './work.ts'

const accountId = (work: AccountWork): string => work.state.s.split('/').slice(2).join('/')

/** Milestones are reached for good, so their number tells whether there are new ones. */
const reachedBy = ({ state }: AccountWork): readonly string[] =>
  Object.entries(state.mile).flatMap(([id, { reached }]) => (reached === undefined ? [] : [id]))

/** Tells one member all that the account says: it has just joined. */
export const sayAllTo = (work: AccountWork, member: SubjectKey): void => {
  const mile = reachedBy(work)
  if (Object.keys(work.state.says).length === 0 && mile.length === 0) return
  owe(work, member, {
    k: 'account',
    account: accountId(work),
    version: work.state.n + 1,
    says: work.state.says,
    ...(mile.length > 0 ? { mile } : {}),
  })
}

/** The rules that members read and that say something else now. */
const flipsOf = (work: AccountWork): AccountSays => {
  const facts = work.view
  const flips: Record<string, readonly [0 | 1, number]> = {}
  for (const { hash, evaluate } of work.program.accountRules) {
    const is = isTrue(note(work, evaluate(facts))) ? 1 : 0
    if (work.state.says[hash]?.[0] !== is) flips[hash] = [is, facts.now]
  }
  return flips
}

/** Evaluates the rules that members read, and owes them what changed and which milestones were reached. */
export const settleSays = (work: AccountWork): void => {
  const { state } = work
  const says = flipsOf(work)
  const mile = reachedBy(work)
  const isNew = mile.length !== (state.told ?? 0)
  if (!isNew && Object.keys(says).length === 0) return
  state.says = { ...state.says, ...says }
  if (isNew) state.told = mile.length
  const news = { account: accountId(work), version: state.n + 1, says, ...(isNew ? { mile } : {}) }
  for (const [member, { left }] of Object.entries(state.members))
    if (!left) owe(work, member, { k: 'account', ...news })
}
