import { type EventsHeader, type Evidence, limits, type TraitSource } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { type AccountDeltas, deltaFor, joinAccount, oweActivity } from '../accounts/membership.ts'
import type { Cause } from '../cause.ts'
import { cut } from '../cut.ts'
import { askFor } from '../identity/identity.ts'
import { mine } from '../mine.ts'
import type { PersonState } from '../state.ts'
import { gatherTraits, putTraits } from '../traits/traits.ts'
import { owe, type PersonWork } from '../work.ts'
import { applyGuideEvent } from './guide-event.ts'
import type { OneOf } from './input.ts'
import { applyMailEvent } from './mail.ts'
import { newsFor } from './news.ts'
import { noteContext } from './note-context.ts'
import { factRow, observeInto, type Resolved, resolveEvent } from './observe-event.ts'

/** A record's events on their way into one person. */
export interface EventsInHand {
  readonly header: EventsHeader
  readonly events: readonly WireEvent[]
  readonly duplicates: ReadonlySet<number> | undefined
  /** Of these events this one alone. */
  readonly only?: OneOf | undefined
  readonly at: number
  readonly partition: number
  readonly offset: number
}

/** The account that an event belongs to; '' without one. */
export const accountOf = (state: PersonState, event: WireEvent, type: string): string => {
  const named = (type === 'group' ? event.groupId : undefined) ?? event.context?.groupId
  if (typeof named === 'string' && named !== '') return named
  return state.acc?.id ?? ''
}

const saidBy = { browser: 'b', signed: 'p', server: 's', import: 's' } as const

interface Hand extends EventsInHand {
  readonly deltas: AccountDeltas
  readonly from: TraitSource
  readonly byLeaf: Map<string, Evidence>
  personChanged: boolean
}

/** An event resolved, and the account it belongs to. */
interface Done {
  readonly resolved: Resolved
  readonly account: string
}

/** Who has ever proved to be somebody is joined with nobody on the word of a page alone. */
const isUnproven = ({ state }: PersonWork, { source }: EventsHeader): boolean =>
  source === 'browser' && state.signed !== undefined

const speaksFor = ({ header }: Hand, account: string): boolean =>
  header.accounts?.includes(account) === true

/** A signed identity speaks for the accounts that it names; of others its page is a page like any. */
const fromFor = (hand: Hand, account: string): TraitSource =>
  hand.from === 'p' && !speaksFor(hand, account) ? 'b' : hand.from

/** Keeps which accounts the newest signed identity names; true where that is news. */
const noteSigned = ({ state }: PersonWork, { source, accounts = [] }: EventsHeader): boolean => {
  if (source !== 'signed') return false
  const before = state.signed
  state.signed = accounts
  return before?.join('\n') !== accounts.join('\n')
}

/** The traits of an event, in the person or on their way to the account; returns those that found no room. */
const takeTraits = (
  work: PersonWork,
  hand: Hand,
  { resolved: { event, type, time }, account }: Done,
): readonly string[] => {
  if (type === 'identify') {
    const { changed, dropped } = putTraits(mine(work, 'traits'), event.traits, {
      time,
      from: hand.from,
    })
    hand.personChanged = changed || hand.personChanged
    return dropped
  }
  if (type !== 'group' || !account) return []
  const said = { time, from: fromFor(hand, account) }
  return gatherTraits(deltaFor(hand.deltas, account).traits, event.traits, said).dropped
}

/** What an event says of people and accounts, beside being an event; returns the traits that found no room. */
const applyMeaning = (work: PersonWork, hand: Hand, done: Done): readonly string[] => {
  const { resolved, account } = done
  const { event, type, time } = resolved
  const mayJoin = !isUnproven(work, hand.header)
  if (account && (type === 'group' || event.context?.groupId))
    joinAccount(work, { account, at: time, deltas: hand.deltas })
  if (account) deltaFor(hand.deltas, account)
  const dropped = takeTraits(work, hand, done)
  if (mayJoin) askFor(work, event.anonymousId)
  if (mayJoin && type === 'alias') askFor(work, event.previousId)
  if (type === 'track' && resolved.name.startsWith('$guide_')) applyGuideEvent(work, resolved)
  if (type === 'track' && hand.from === 's') applyMailEvent(work, resolved)
  return dropped
}

const applyEvent = (work: PersonWork, hand: Hand, index: number): Resolved => {
  const { state, program } = work
  const resolved = resolveEvent(hand, hand.events[index] as WireEvent, index)
  const account = accountOf(state, resolved.event, resolved.type)
  state.first = Math.min(state.first, resolved.time)
  state.last = Math.max(state.last, resolved.time)
  state.unsent++
  noteContext(state, resolved.event.context)
  const part = { event: cut(resolved.name), message: resolved.message, at: resolved.time }
  const own = program.person.listeners.get(resolved.listens)
  if (own) {
    const matched = (leaf: string): void => {
      const known = hand.byLeaf.get(leaf)
      if (!known || part.at >= known.at) hand.byLeaf.set(leaf, { ...part, person: state.s })
    }
    observeInto({ now: state.leaves, into: () => mine(work, 'leaves') }, own, { resolved, matched })
  }
  const forAccount = program.account.listeners.get(resolved.listens)
  if (forAccount) {
    const delta = account ? deltaFor(hand.deltas, account) : undefined
    const matched = (leaf: string): void => {
      if (delta && part.at >= (delta.by[leaf]?.at ?? 0)) delta.by[leaf] = part
    }
    const leaves = account
      ? newsFor(state, { leaves: forAccount, account }, resolved.seen)
      : forAccount
    const summaries = delta
      ? { now: delta.leaves, into: () => delta.leaves }
      : { now: state.orphans, into: () => mine(work, 'orphans') }
    observeInto(summaries, leaves, { resolved, matched })
  }
  const dropped = applyMeaning(work, hand, { resolved, account })
  work.facts.push(
    factRow(resolved, hand.header, {
      person: state.s,
      account,
      dropped,
      speaks: hand.from === 'p' && resolved.type === 'group' ? speaksFor(hand, account) : undefined,
      received: hand.header.received,
      clock: state.clock,
      partition: hand.partition,
      offset: hand.offset,
      index,
      program: program.version,
      counts: true,
    }),
  )
  return resolved
}

/** An anonymous id that has become a person: what still arrives under it is passed on. */
const passOn = (work: PersonWork, hand: EventsInHand): void => {
  const events = hand.events.flatMap((event, i): readonly WireEvent[] => {
    if (hand.duplicates?.has(i)) return []
    const { type, message } = resolveEvent(hand, event, i)
    return [{ ...event, type, messageId: message }]
  })
  if (!work.state.as || events.length === 0) return
  owe(work, work.state.as, {
    k: 'events',
    header: hand.header,
    events,
    origin: { partition: hand.partition, offset: hand.offset },
  })
}

/**
 * Merges a record's events into a person: summaries, traits, accounts, identity, and a row for each.
 * Returns what they are evidence of.
 */
export const foldEvents = (work: PersonWork, inHand: EventsInHand): Cause | undefined => {
  if (work.state.as) {
    passOn(work, inHand)
    return undefined
  }
  const hand: Hand = {
    ...inHand,
    deltas: new Map(),
    from: saidBy[inHand.header.source],
    byLeaf: new Map(),
    personChanged: noteSigned(work, inHand.header),
  }
  let newest: Resolved | undefined
  const { only } = hand
  const end = only ? only.index + 1 : hand.events.length
  for (let i = only?.index ?? 0; i < end; i++) {
    if (hand.duplicates?.has(i)) continue
    const resolved = applyEvent(work, hand, i)
    if (!newest || resolved.time >= newest.time) newest = resolved
  }
  if (!newest) return undefined
  if (hand.header.kind === 'import' || work.state.clock - newest.time > limits.lateMs)
    work.quiet = true
  const { personChanged } = hand
  oweActivity(work, hand.deltas, { personChanged, more: only?.more ?? false })
  const { name, message, time: at } = newest
  return { newest: { event: cut(name), message, person: work.state.s, at }, byLeaf: hand.byLeaf }
}
