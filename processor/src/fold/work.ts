import type { Debt, FactRow, MergePart, SubjectKey, Transition } from '@waymark/schemas'
import type { Program } from '../program/program.ts'
import type { MemberSeen } from './accounts/make-room.ts'
import type { SubjectFacts } from './facts-of.ts'
import type { AccountState, PersonState, Question, SubjectState } from './state.ts'

/** The fold's working copy of one subject while it folds, and what comes out. Never leaves the fold. */
export interface Work<State extends SubjectState = SubjectState> {
  readonly program: Program
  readonly env: string
  readonly state: State
  /** What it was before, which nothing touches; see `mine.ts`. */
  readonly before: State | undefined
  readonly transitions: Transition[]
  readonly facts: FactRow[]
  /** What rules may read of the state; taken anew when the machines step. */
  view: SubjectFacts
  /** When what is decided now counts as decided: the subject's clock; of history, the time of the event that decided. */
  stamp: number
  /** The record in hand is history or too late: decide, but send nothing. */
  quiet: boolean
  /** The machines step because definitions changed, and for nothing else. */
  adopting?: boolean | undefined
  /** Earliest instant at which a rule evaluated in the last step may flip. */
  due: number
  /** Which segments and PQLs somebody brought along who turned out to be this person, until the machines step. */
  brought?: Pick<MergePart, 'seg' | 'pql'> | undefined
  /** Where in `transitions` the person owes its account that it joins. */
  joining?: number | undefined
  /** What the person told the account that it acts for in this step, and where in `transitions`. */
  told?: Told | undefined
  /** Rules about the account on which decisions rest that wait for it to hear what it is told in this step. */
  unheard?: Set<string> | undefined
  /** One of these decisions is to name what brought it about. */
  namesCause?: true | undefined
  /** The account has asked the person which rules about members hold of it: it answers, whatever it told before. */
  isAsked?: true | undefined
  /** Who has joined the account and is told what it says once all is settled. */
  joiners?: SubjectKey[] | undefined
  /** Who waits for the account to have settled this. */
  askers?: Record<SubjectKey, Question> | undefined
  /** Members of a full account who are the next to make room. */
  oldest?: MemberSeen[] | undefined
}

/** The newest debt of a step to the person's account, and of which of the account's leaves and traits it tells. */
export interface Told {
  readonly index: number
  readonly leaves: readonly string[]
  readonly isOfTraits: boolean
}

export type PersonWork = Work<PersonState>
export type AccountWork = Work<AccountState>

export const isPerson = (work: Work): work is PersonWork => work.state.kind === 'person'

export const isAccount = (work: Work): work is AccountWork => work.state.kind === 'account'

/** Owes something to another subject; the router carries it there. */
export const owe = (work: Work, to: SubjectKey, debt: Debt): void => {
  const quiet = work.quiet ? { quiet: true as const } : {}
  work.transitions.push({ t: 'owed', to, at: work.state.clock, debt, ...quiet })
}
