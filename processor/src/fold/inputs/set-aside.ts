import { limits } from '@waymark/schemas'
import { putOffWords } from '../accounts/say-to-members.ts'
import { type AccountWork, isPerson, type PersonWork, type Work } from '../work.ts'
import { accountOf, type EventsInHand } from './fold-events.ts'
import { foldRelay } from './fold-relay.ts'
import type { FoldInput } from './input.ts'
import { factRow, resolveEvent } from './observe-event.ts'

/** The events of an input and where they lay first; of a claim, which nobody answers then, none. */
const inHandOf = (input: Exclude<FoldInput, { kind: 'clock' }>): EventsInHand | undefined => {
  const { at, duplicates } = input
  if (input.kind === 'events') {
    const { header, events } = input.record
    if (header.kind !== 'live') return undefined
    return { header, events, duplicates, at, partition: input.partition, offset: input.offset }
  }
  const { debt } = input.record
  return debt.k === 'events'
    ? { header: debt.header, events: debt.events, duplicates, at, ...debt.origin }
    : undefined
}

/** The rows of events that no rule sees. */
const keepRows = ({ facts, state, program }: PersonWork, hand: EventsInHand): void => {
  for (const [index, event] of hand.events.entries()) {
    if (hand.duplicates?.has(index)) continue
    const resolved = resolveEvent(hand, event, index)
    facts.push(
      factRow(resolved, hand.header, {
        person: state.s,
        account: accountOf(state, event, resolved.type),
        dropped: [],
        received: hand.header.received,
        clock: state.clock,
        partition: hand.partition,
        offset: hand.offset,
        index,
        program: program.version,
        counts: false,
      }),
    )
  }
}

/** When the second is over that the clock is in. */
const nextSecond = (clock: number): number => (Math.floor(clock / 1000) + 1) * 1000

/**
 * Takes in what is too much of a hot subject. Of a person only the database hears of it. An account is told by each member once,
 * and in sums: those are merged, and its machines step when the second is over.
 */
export const setAside = (work: Work, input: FoldInput): void => {
  if (input.kind === 'clock') return
  if (isPerson(work)) {
    const hand = inHandOf(input)
    if (hand) keepRows(work, hand)
  } else if (input.kind === 'relay') {
    const { state } = work
    work.quiet = false
    foldRelay(work, input.record, { at: input.at, duplicates: input.duplicates })
    putOffWords(work as AccountWork, limits.membersKept)
    state.due = Math.min(state.due ?? Number.POSITIVE_INFINITY, nextSecond(state.clock))
  }
}
