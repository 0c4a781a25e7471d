import type { AccountSays, SubjectKey } from '@waymark/schemas'
import type { Question } from '../state.ts'
import { decided } from '../verdicts/decided.ts'
import { type AccountWork, owe } from '../work.ts'
import { sayNameTo, settleName } from './account-name.ts'
import { isCarried } from './carried.ts'

const isAny = (map: object): boolean => Object.keys(map).length > 0

const accountId = (work: AccountWork): string => work.state.s.split('/').slice(2).join('/')

/** Milestones are reached for good, so their number tells whether there are new ones. */
const reachedBy = ({ state }: AccountWork): readonly string[] =>
  Object.entries(state.mile).flatMap(([id, { reached }]) => (reached === undefined ? [] : [id]))

/** Who waits to hear that what they told has been settled. */
type Askers = Readonly<Record<SubjectKey, Question>>

const heardOf = (askers: Askers, member: SubjectKey): { readonly heard?: Question } => {
  const heard = askers[member]
  return heard === undefined ? {} : { heard }
}

/** Tells one member all that the account says: it has just joined. */
const sayAllTo = (work: AccountWork, member: SubjectKey, askers: Askers = {}): void => {
  const mile = reachedBy(work)
  const heard = heardOf(askers, member)
  if (!isAny(work.state.says) && !isAny(heard) && mile.length === 0) return
  owe(work, member, {
    k: 'account',
    account: accountId(work),
    version: work.state.n + 1,
    says: work.state.says,
    ...(mile.length > 0 ? { mile } : {}),
    ...heard,
  })
}

/** The rules that members read and that say something else now. */
const flipsOf = (work: AccountWork): AccountSays => {
  const flips: Record<string, readonly [0 | 1, number]> = {}
  for (const { hash, evaluate } of work.program.accountRules) {
    const holds = decided(work, evaluate)
    const is = holds ? 1 : 0
    if (holds !== undefined && work.state.says[hash]?.[0] !== is) flips[hash] = [is, work.view.now]
  }
  return flips
}

/**
 * Evaluates the rules that members read, and owes them what changed and which milestones were reached; who waits for an answer gets one
 * whether or not anything did.
 */
const settleSays = (work: AccountWork, joiners: ReadonlySet<SubjectKey>, askers: Askers): void => {
  const { state } = work
  const says = flipsOf(work)
  const mile = reachedBy(work)
  const isNew = mile.length !== (state.told ?? 0)
  const isNews = isNew || isAny(says)
  if (!isNews && !isAny(askers)) return
  state.says = { ...state.says, ...says }
  if (isNew) state.told = mile.length
  const news = { account: accountId(work), version: state.n + 1, says, ...(isNew ? { mile } : {}) }
  const members = isNews ? Object.keys(state.members).filter((m) => !state.members[m]?.left) : []
  for (const member of new Set([...members, ...Object.keys(askers)]))
    if (!joiners.has(member))
      owe(work, member, { k: 'account', ...news, ...heardOf(askers, member) })
}

/** Tells members what is new, and who has joined all there is: what they did in joining is in it. */
export const settleWords = (work: AccountWork): void => {
  const { state } = work
  const joiners = new Set([...(state.joiners ?? []), ...(work.joiners ?? [])])
  const askers = { ...state.askers, ...work.askers }
  state.joiners = undefined
  state.askers = undefined
  work.joiners = undefined
  work.askers = undefined
  settleSays(work, joiners, askers)
  for (const joiner of joiners) sayAllTo(work, joiner, askers)
  settleName(work, joiners)
  for (const joiner of joiners) sayNameTo(work, joiner)
}

/** Whoever asks an account that is told too much is answered when the second is over; of too many some never are, and wait in vain. */
const putOffAnswers = (work: AccountWork, most: number): void => {
  const all = Object.entries({ ...work.state.askers, ...work.askers })
  const askers = all.filter(([member]) => isCarried(member)).slice(0, most)
  work.askers = undefined
  if (askers.length > 0) work.state.askers = Object.fromEntries(askers)
}

/** While an account is told too much nothing is settled: who joins is answered when the second is over, and of many some at once. */
export const putOffWords = (work: AccountWork, most: number): void => {
  const { state, joiners = [] } = work
  work.joiners = undefined
  putOffAnswers(work, most)
  const room = Math.max(0, most - (state.joiners?.length ?? 0))
  const later = joiners.filter(isCarried).slice(0, room)
  if (later.length > 0) state.joiners = [...(state.joiners ?? []), ...later]
  for (const joiner of joiners.filter((one) => !later.includes(one))) {
    sayAllTo(work, joiner)
    sayNameTo(work, joiner)
  }
}
