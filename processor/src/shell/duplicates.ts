import type { SubjectKey } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'
import type { FoldInput } from '../fold/inputs/input.ts'
import { messageIdOf } from '../fold/inputs/observe-event.ts'
import type { AcceptedIds } from './accepted-ids.ts'

interface Events {
  readonly events: readonly WireEvent[]
  readonly ids: { readonly [index: number]: string } | undefined
  readonly partition: number
  readonly offset: number
}

/** The events of an input and where they lay first. */
const eventsOf = (input: FoldInput): Events | undefined => {
  if (input.kind === 'events') {
    const { header, events } = input.record
    const ids = header.kind === 'live' || header.kind === 'import' ? header.ids : undefined
    return { events, ids, partition: input.partition, offset: input.offset }
  }
  if (input.kind !== 'relay' || input.record.debt.k !== 'events') return undefined
  const { events, header, origin } = input.record.debt
  return { events, ids: header.ids, ...origin }
}

/** Marks the events that this subject has accepted before, and notes the others as accepted. */
export const withoutDuplicates = (
  subject: SubjectKey,
  input: FoldInput,
  ids: AcceptedIds,
): FoldInput => {
  const found = eventsOf(input)
  if (!found || found.events.length === 0) return input
  let duplicates: Set<number> | undefined
  for (let index = 0; index < found.events.length; index++) {
    const message = messageIdOf(found.events[index] as WireEvent, found.ids, index)
    const at = { partition: found.partition, offset: found.offset, index }
    if (ids.isDuplicate(subject, message, at)) {
      duplicates ??= new Set()
      duplicates.add(index)
    } else ids.accept(subject, message, at)
  }
  return duplicates ? ({ ...input, duplicates } as FoldInput) : input
}

/** The input went to the dead letters: when it is replayed from there its events are new. */
export const forgetEvents = (subject: SubjectKey, input: FoldInput, ids: AcceptedIds): void => {
  const found = eventsOf(input)
  for (const [index, event] of (found?.events ?? []).entries()) {
    if (!('duplicates' in input && input.duplicates?.has(index)))
      ids.forget(subject, messageIdOf(event, found?.ids, index))
  }
}
