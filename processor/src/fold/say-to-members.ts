import { type AccountSays, isTrue, type SubjectKey } from '@waymark/schemas'
import { note } from './note-verdict.ts'
import { type AccountWork, owe } from './work.ts'

const accountId = (work: AccountWork): string => work.state.s.split('/').slice(2).join('/')

/** Tells one member all that the account says: it has just joined. */
export const sayAllTo = (work: AccountWork, member: SubjectKey): void => {
  if (Object.keys(work.state.says).length === 0) return
  owe(work, member, {
    k: 'account',
    account: accountId(work),
    version: work.state.n + 1,
    says: work.state.says,
  })
}

/** Evaluates the rules that members read, and owes them what changed. */
export const settleSays = (work: AccountWork): void => {
  const facts = work.view
  let flips: Record<string, readonly [0 | 1, number]> | undefined
  const { state } = work
  for (const { hash, evaluate } of work.program.accountRules) {
    const is = isTrue(note(work, evaluate(facts))) ? 1 : 0
    if (state.says[hash]?.[0] === is) continue
    flips ??= {}
    flips[hash] = [is, facts.now]
  }
  if (!flips) return
  const says: AccountSays = flips
  state.says = { ...state.says, ...flips }
  for (const [member, { left }] of Object.entries(state.members)) {
    if (left) continue
    owe(work, member, { k: 'account', account: accountId(work), version: state.n + 1, says })
  }
}
