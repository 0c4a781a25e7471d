import { type FactRow, parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { Program } from '../program/program.ts'
import { dropExcess } from './accounts/make-room.ts'
import { askAccount } from './accounts/membership.ts'
import { askMembers } from './accounts/tell-account.ts'
import { copyState } from './copy-state.ts'
import { factsOf } from './facts-of.ts'
import { applyClaim } from './inputs/claim.ts'
import { applyCommand } from './inputs/command.ts'
import { foldEvents } from './inputs/fold-events.ts'
import { foldRelay } from './inputs/fold-relay.ts'
import { isHot } from './inputs/hot.ts'
import type { FoldInput } from './inputs/input.ts'
import { oneByOne, pastInstantOf } from './inputs/one-by-one.ts'
import { setAside } from './inputs/set-aside.ts'
import { dropStale, takeWas } from './past/past.ts'
import { settle } from './settle.ts'
import { newAccount, newPerson, type SubjectState } from './state.ts'
import { endsAdoption } from './verdicts/awaited.ts'
import { isAccount, isPerson, type Work } from './work.ts'

/** What folding gave. `state` is the next snapshot, its version not yet raised; `changed` says whether it differs at all. */
export interface Folded {
  readonly state: SubjectState
  readonly transitions: readonly Transition[]
  readonly facts: readonly FactRow[]
  readonly changed: boolean
  /** All of it came from history: nothing may be sent for it. */
  readonly quiet: boolean
}

/**
 * The instant that an input moves the subject's clock to: the log's. A subject that is known from imported history alone lives
 * in the past, at the time that the history tells of, until something live is folded.
 */
const instantOf = (input: FoldInput, state: SubjectState | undefined): number => {
  if (input.kind === 'clock') return input.now
  const isLive = state !== undefined && state.past === undefined
  return isLive || !isHistory(input) ? input.at : pastInstantOf(input)
}

const isHistory = (input: FoldInput): boolean =>
  input.kind === 'relay'
    ? input.record.quiet === true
    : input.kind === 'events' && input.record.header.kind === 'import'

/** Remembers how far imported history reaches, until the subject's clock has passed it. */
const notePast = (state: SubjectState, input: FoldInput): void => {
  if (input.kind !== 'clock' && isHistory(input)) state.past = Math.max(state.past ?? 0, input.at)
  leavePast(state)
}

const leavePast = (state: SubjectState): void => {
  if (state.past !== undefined && state.past <= state.clock) state.past = undefined
}

/** A record at or below what the snapshot has applied is skipped: replay is exact. */
export const isApplied = (state: SubjectState, input: FoldInput): boolean => {
  if (input.kind === 'events') return input.offset <= state.src.e
  if (input.kind === 'clock') return false
  const [offset, index] = state.src.r[input.record.p] ?? [-1, -1]
  return input.record.o < offset || (input.record.o === offset && input.record.i <= index)
}

const markApplied = (state: SubjectState, input: FoldInput): void => {
  const { e, r } = state.src
  if (input.kind === 'events') state.src = { e: input.offset, r }
  else if (input.kind === 'relay') {
    const { p, o, i } = input.record
    state.src = { e, r: { ...r, [p]: [o, i] } }
  }
}

/** What fell due before an import came; and what comes of it that nobody answers when definitions have changed. */
const isHistoric = (state: SubjectState, due: number): boolean =>
  (state.past !== undefined && due <= state.past) || endsAdoption(state, due)

/**
 * Deadlines up to `now` fire in order, each at its own instant, seeing only what was folded before. What they decided counts
 * as history where they fell due before an import came. Definitions that changed meanwhile are taken up the instant before,
 * so that only what falls due from there on is news. True where something may be sent for it.
 */
const fireDeadlines = (work: Work, now: number): boolean => {
  let loud = false
  const { state, program } = work
  if (state.pv !== program.version && state.due !== undefined) {
    state.clock = Math.max(state.clock, state.due - 1)
    adopt(work)
  }
  while (work.state.due !== undefined && work.state.due <= now) {
    work.quiet = isHistoric(work.state, work.state.due)
    work.state.clock = Math.max(work.state.clock, work.state.due)
    if (!work.quiet) leavePast(work.state)
    const before = work.transitions.length
    settle(work, undefined)
    loud ||= !work.quiet && work.transitions.length > before
    if (work.state.due !== undefined && work.state.due <= work.state.clock) {
      throw new Error(`a deadline of ${work.state.s} does not move on from ${work.state.due}`)
    }
  }
  return loud
}

const apply = (work: Work, input: FoldInput): void => {
  if (input.kind === 'clock') return
  if (input.kind === 'relay') {
    work.quiet = input.record.quiet === true
    const at = { at: input.at, duplicates: input.duplicates, only: input.only }
    settle(work, foldRelay(work, input.record, at))
    work.adopting = false
    return
  }
  const { header, events } = input.record
  work.quiet = header.kind === 'import'
  if (header.kind === 'command') applyCommand(work, header)
  else if (!isPerson(work))
    throw new Error(`events for an account come through its members, not to ${work.state.s}`)
  else if (header.kind === 'claim') applyClaim(work, header)
  else {
    const by = foldEvents(work, {
      header,
      events,
      duplicates: input.duplicates,
      only: input.only,
      at: input.at,
      partition: input.partition,
      offset: input.offset,
    })
    settle(work, by)
    return
  }
  settle(work, undefined)
}

/** When somebody is met with this for the first time. */
const beginOf = (input: FoldInput | undefined): number => {
  const first = input && oneByOne(undefined, input)[0]
  return first ? instantOf(first, undefined) : 0
}

const blank = (subject: SubjectKey, at: number, pv: number): SubjectState =>
  parseSubjectKey(subject)?.kind === 'account'
    ? newAccount(subject, at, pv)
    : newPerson(subject, at, pv)

/**
 * The subject meets changed definitions for the first time: what is true by their publication alone is settled before anything
 * new is merged, and alerts nobody.
 */
const adopt = (work: Work): void => {
  dropStale(work)
  work.state.pv = work.program.version
  work.quiet = true
  work.adopting = true
  if (isPerson(work)) askAccount(work)
  if (isAccount(work)) {
    dropExcess(work)
    askMembers(work)
  }
  const was = takeWas(work)
  if (was) work.brought = { seg: was.seg, pql: {} }
  settle(work, undefined)
  work.adopting = false
}

/** All that a state says, beside when it was looked at and by what. */
const saidIn = ({ clock: _, pv: __, ...said }: SubjectState): string => JSON.stringify(said)

/** Looks at a subject that nothing happens to with the definitions that are in force now; true where that changes anything. */
const meet = (work: Work, now: number): boolean => {
  const { state, program, transitions } = work
  if (state.pv === program.version) return false
  const before = saidIn(state)
  const decided = transitions.length
  if (state.past === undefined) state.clock = Math.max(state.clock, now)
  adopt(work)
  return transitions.length > decided || saidIn(state) !== before
}

/** A human's command, the past and the time of day are about somebody who is known: they make nobody known. */
const introduces = (input: FoldInput): boolean =>
  (input.kind === 'relay' && input.record.debt.k !== 'past') ||
  (input.kind === 'events' && input.record.header.kind !== 'command')

/** What concerns the subject: of one that nobody has met, nothing before what introduces it. */
const concerning = (
  state: SubjectState | undefined,
  inputs: readonly FoldInput[],
): readonly FoldInput[] => {
  if (state) return inputs
  const from = inputs.findIndex(introduces)
  return from < 0 ? [] : inputs.slice(from)
}

/** How folding has gone so far. */
interface Course {
  isKnown: boolean
  changed: boolean
  quiet: boolean
}

const takeIn = (work: Work, input: Exclude<FoldInput, { kind: 'clock' }>, now: number): void => {
  const { state, program } = work
  state.clock = Math.max(state.clock, now)
  notePast(state, input)
  if (state.pv !== program.version) adopt(work)
  if (isHot(state, input)) setAside(work, input)
  else apply(work, input)
}

/** What fell due comes first, then the input itself. */
const step = (work: Work, input: FoldInput, course: Course): void => {
  const { state } = work
  const now = instantOf(input, course.isKnown ? state : undefined)
  if (state.due !== undefined && state.due <= now) {
    if (fireDeadlines(work, now)) course.quiet = false
    course.changed = true
  }
  if (input.kind === 'clock') {
    if (input.meet && meet(work, now)) course.changed = true
    return
  }
  takeIn(work, input, now)
  course.isKnown = true
  course.changed = true
  course.quiet &&= work.quiet
}

/**
 * The heart: what a subject becomes when inputs are folded into it. Pure: no clock, no I/O, no randomness; `state` is not
 * touched. Folding several inputs together saves I/O only; it changes no outcome.
 */
export const fold = (
  subject: SubjectKey,
  state: SubjectState | undefined,
  { inputs: all, program }: { readonly inputs: readonly FoldInput[]; readonly program: Program },
): Folded => {
  const inputs = concerning(state, all)
  const draft = copyState(state ?? blank(subject, beginOf(inputs[0]), program.version))
  const work: Work = {
    program,
    env: program.env,
    state: draft,
    before: state,
    transitions: [],
    facts: [],
    view: factsOf(draft),
    stamp: draft.clock,
    quiet: false,
    due: Number.POSITIVE_INFINITY,
    adopting: false,
    brought: undefined,
    joining: undefined,
    told: undefined,
    unheard: undefined,
    namesCause: undefined,
    isAsked: undefined,
    joiners: undefined,
    askers: undefined,
    oldest: undefined,
  }
  const course: Course = { isKnown: state !== undefined, changed: false, quiet: true }
  for (const input of inputs) {
    if (isApplied(draft, input)) continue
    for (const one of oneByOne(draft, input)) step(work, one, course)
    markApplied(draft, input)
  }
  const { changed, quiet } = course
  return { state: draft, transitions: work.transitions, facts: work.facts, changed, quiet }
}
