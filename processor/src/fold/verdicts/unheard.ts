import { limits, subjectKey, type Verdict } from '@waymark/schemas'
import type { AccountReads } from '../../program/program.ts'
import type { Cause } from '../cause.ts'
import type { SubjectFacts } from '../facts-of.ts'
import type { PersonState, Unheard } from '../state.ts'
import { isPerson, owe, type PersonWork, type Work } from '../work.ts'
import { note } from './note-verdict.ts'

/*
 * What a person does is known to them before it is known to their account. Where it is news for a rule about the account, what the
 * account said of that rule may be true no more: a decision that would turn by it waits until the account has settled what it is told.
 * It is asked for an answer then, and only then.
 */

type Holds = (facts: SubjectFacts) => Verdict

/** Some of what a definition may ask is not there. */
type Rules = readonly (Holds | undefined)[]

const untilOf = ({ since }: Unheard): number => since + limits.mergeWaitMs

const isPending = (unheard: Unheard | undefined, now: number): boolean =>
  unheard !== undefined && untilOf(unheard) > now

/** Until when it is waited for that the account has heard what a rule about it may turn by; 0: it is not. */
const storedUntil = ({ says }: PersonState, rule: string, now: number): number => {
  const { unheard } = says
  return unheard?.rules.includes(rule) && isPending(unheard, now) ? untilOf(unheard) : 0
}

/** The latest instant until which one of the rules about the account is in doubt that these rules read. */
const asks = (facts: SubjectFacts, rules: Rules, doubt: (rule: string) => number): number => {
  const { waits } = facts
  let until = 0
  facts.doubt = (rule) => {
    until = Math.max(until, doubt(rule))
  }
  for (const holds of rules) holds?.(facts)
  facts.doubt = undefined
  facts.waits = waits
  return until
}

/** Until when these rules wait for the account to have heard what it was told before; 0: they do not. */
export const unheardUntil = (state: PersonState, facts: SubjectFacts, rules: Rules): number =>
  state.says.unheard ? asks(facts, rules, (rule) => storedUntil(state, rule, facts.now)) : 0

/** Whether the person tells their account in this step that another set of rules about members holds of them. */
const tellsMembers = (work: PersonWork, { members }: AccountReads): boolean => {
  const { tells, acc } = work.state
  const told = tells && tells.account === acc?.id ? tells.holds : []
  return members.some(({ hash, evaluate }) => evaluate(work.view) > 0 !== told.includes(hash))
}

/** Whether what is told in this step is news for a rule about the account. Of history nobody waits for an answer. */
const isNews = (work: PersonWork, rule: string): boolean => {
  const { told, state, program, quiet } = work
  const reads = program.accountReads.get(rule)
  if (!reads || quiet || state.says.adopts) return false
  if (told && (told.isOfTraits || told.leaves.some((leaf) => reads.leaves.has(leaf)))) return true
  return tellsMembers(work, reads)
}

/**
 * Holds what would turn by these rules, where one rests on what the account has not heard of yet. True where it is held: the account
 * is asked for an answer then, and the subject is woken if there is none.
 */
export const isHeld = (work: Work, rules: Rules): boolean => {
  if (!isPerson(work) || work.program.accountRules.length === 0 || !work.state.acc) return false
  const { state, view } = work
  const news = new Set<string>()
  const { unheard } = state.says
  const fresh =
    unheard && isPending(unheard, view.now) ? untilOf(unheard) : view.now + limits.mergeWaitMs
  const until = asks(view, rules, (rule) => {
    if (!isNews(work, rule)) return storedUntil(state, rule, view.now)
    news.add(rule)
    return fresh
  })
  if (until === 0) return false
  note(work, until)
  work.unheard = new Set([...(work.unheard ?? []), ...news])
  return true
}

/** What the decisions that wait would name, were they taken now. */
const causeIn = (work: PersonWork, cause: Cause | undefined): Pick<Unheard, 'by'> => {
  const before = work.state.says.unheard?.by
  if (!before && !(work.namesCause && cause)) return {}
  const newest = cause?.newest ?? before?.newest
  const byLeaf = { ...before?.byLeaf, ...Object.fromEntries(cause?.byLeaf ?? []) }
  return newest ? { by: { newest, byLeaf } } : {}
}

/** Puts the question into what the account is told in this step anyway. */
const ask = (work: PersonWork, account: string, wants: number): void => {
  const { told, transitions, state, env } = work
  const owed = told && transitions[told.index]
  if (told && owed?.t === 'owed' && (owed.debt.k === 'activity' || owed.debt.k === 'holds'))
    transitions[told.index] = { ...owed, debt: { ...owed.debt, wants } }
  else {
    const holds = state.tells?.holds ?? []
    owe(work, subjectKey(env, 'account', account), { k: 'holds', person: state.s, holds, wants })
  }
}

/** What waits by now: since when is not put off by what else the person does, so that nothing waits for ever. */
const waiting = (work: PersonWork, rules: Iterable<string>, cause: Cause | undefined): Unheard => {
  const { clock, says } = work.state
  const pending = isPending(says.unheard, work.view.now) ? says.unheard : undefined
  return {
    since: pending?.since ?? clock,
    question: Math.max(clock, (says.unheard?.question ?? 0) + 1),
    rules: [...new Set([...(pending?.rules ?? []), ...rules])].sort(),
    ...causeIn(work, cause),
  }
}

const forget = (state: PersonState): void => {
  const { unheard: _, ...says } = state.says
  state.says = says
}

/** Asks the account for an answer where something waits for one, and forgets what is waited for no longer. */
export const settleUnheard = (work: PersonWork, cause: Cause | undefined): void => {
  const { state, unheard: rules } = work
  if (rules?.size && state.acc) {
    const unheard = waiting(work, rules, cause)
    state.says = { ...state.says, unheard }
    ask(work, state.acc.id, unheard.question)
  } else if (state.says.unheard && !isPending(state.says.unheard, work.view.now)) forget(state)
  if (rules) work.unheard = undefined
  if (work.namesCause) work.namesCause = undefined
  if (work.told) work.told = undefined
}

const causeOf = ({ by }: Unheard): Cause | undefined =>
  by && { newest: by.newest, byLeaf: new Map(Object.entries(by.byLeaf)) }

/** The account has heard: what waited is decided, and names what it would have named. */
export const hear = (work: PersonWork, heard: number): Cause | undefined => {
  const { unheard } = work.state.says
  if (unheard?.question !== heard) return undefined
  forget(work.state)
  return causeOf(unheard)
}

/** What brought about that which is waited for no longer. */
export const overdueCause = (work: Work): Cause | undefined => {
  const unheard = isPerson(work) ? work.state.says.unheard : undefined
  return unheard && !isPending(unheard, work.view.now) ? causeOf(unheard) : undefined
}
