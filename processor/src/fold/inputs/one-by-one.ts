import type { EventsHeader } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { SubjectState } from '../state.ts'
import type { FoldInput } from './input.ts'
import { timeOf } from './observe-event.ts'

interface History {
  readonly header: EventsHeader
  readonly events: readonly WireEvent[]
}

/** The imported events that an input brings, also on their way from a visitor to the person they became. */
const historyIn = (input: FoldInput): History | undefined => {
  if (input.kind === 'clock') return undefined
  if (input.kind === 'relay') {
    const { debt } = input.record
    return debt.k === 'events' && debt.header.kind === 'import' ? debt : undefined
  }
  const { header, events } = input.record
  return header.kind === 'import' ? { header, events } : undefined
}

/**
 * What happens when an input is folded, in order. Of a live request all events are one step. Those of imported history lie days
 * apart and share a request by chance: each is a step of its own, by its time, so that how a history is cut into requests changes
 * nothing. A visitor who has become somebody passes them on as they came.
 */
export const oneByOne = (
  state: SubjectState | undefined,
  input: FoldInput,
): readonly FoldInput[] => {
  const history = historyIn(input)
  const isPassedOn = state?.kind === 'person' && state.as !== undefined
  if (!history || input.kind === 'clock' || isPassedOn) return [input]
  const { header, events } = history
  const fresh = events.flatMap((event, index) =>
    input.duplicates?.has(index) ? [] : [{ index, time: timeOf(event, header) }],
  )
  if (fresh.length === 0) return [input]
  return fresh
    .sort((a, b) => a.time - b.time)
    .map(({ index }, i) => ({ ...input, only: { index, more: i + 1 < fresh.length } }))
}

/** When imported history, or what another subject owes because of it, took place. */
export const pastInstantOf = (input: Exclude<FoldInput, { kind: 'clock' }>): number => {
  const history = historyIn(input)
  if (!history?.events.length)
    return input.kind === 'relay' ? input.record.at : input.record.header.received
  const { header, events } = history
  const { index } = input.only ?? {}
  const some = index === undefined ? events : events.slice(index, index + 1)
  return some.reduce((newest, event) => Math.max(newest, timeOf(event, header)), 0)
}
