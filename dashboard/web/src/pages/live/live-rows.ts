import type { Refusal, SubjectKey, Transition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { LiveMessage } from '@waymark/schemas/api/live'
import { sayEvent } from '../../words/say-event.ts'
import type { NameOf } from '../../words/say-sender.ts'
import { sayTransition } from '../../words/say-transition.ts'
import { nameOf } from '../../words/subject.ts'

/** A line of the live list. */
export type LiveRow =
  | { readonly kind: 'event'; readonly key: string; readonly at: number; readonly event: EventItem }
  | {
      readonly kind: 'change'
      readonly key: string
      readonly at: number
      readonly subject: SubjectKey
      readonly transition: Transition
    }
  | {
      readonly kind: 'refusal'
      readonly key: string
      readonly at: number
      readonly refusal: Refusal
    }

export const eventRow = (event: EventItem): LiveRow => ({
  kind: 'event',
  key: event.messageId,
  at: event.received,
  event,
})

/** The row of a live message; messages that are no row give `undefined`. */
export const rowOf = (message: LiveMessage): LiveRow | undefined => {
  if (message.kind === 'event') return eventRow(message.event)
  if (message.kind === 'refusal') {
    const { refusal } = message
    return {
      kind: 'refusal',
      key: `${refusal.at}${refusal.path}${refusal.code}`,
      at: refusal.at,
      refusal,
    }
  }
  if (message.kind !== 'transition' || message.transition.t === 'owed') return undefined
  const { subject, version, transition } = message
  const name =
    'id' in transition ? transition.id : 'engagement' in transition ? transition.engagement : ''
  return {
    kind: 'change',
    key: `${subject}@${version}.${transition.t}.${name}`,
    at: transition.at,
    subject,
    transition,
  }
}

const most = 1000

/** New rows on top of the known ones, each once, not without end. */
export const withRows = (
  known: readonly LiveRow[],
  more: readonly LiveRow[],
): readonly LiveRow[] => {
  const seen = new Set(known.map((row) => row.key))
  const fresh = more.filter((row) => !seen.has(row.key) && seen.add(row.key))
  return fresh.length === 0 ? known : [...fresh.reverse(), ...known].slice(0, most)
}

export interface LiveFilter {
  readonly text: string
  readonly kind: string
}

/** What a row is called. */
export const rowName = (row: LiveRow, name: NameOf): string => {
  if (row.kind === 'event') return sayEvent(row.event, name)
  if (row.kind === 'refusal') return row.refusal.message
  return sayTransition(row.transition, name).text
}

/** Whom a row is about. */
export const rowWho = (row: LiveRow, name: NameOf): string => {
  if (row.kind === 'refusal') return row.refusal.origin ?? ''
  return name('subject', row.kind === 'event' ? row.event.person : row.subject)
}

/** The account that a row belongs to; '' where it belongs to none. */
export const rowAccount = (row: LiveRow, name: NameOf): string =>
  row.kind === 'event' && row.event.account ? name('account', row.event.account) : ''

/** All the words that a filter looks at: names as they are shown, and the ids behind them. */
const wordsOf = (row: LiveRow, name: NameOf): string => {
  const ids =
    row.kind === 'event'
      ? `${nameOf(row.event.person).id} ${row.event.account ?? ''} ${row.event.event}`
      : row.kind === 'change'
        ? nameOf(row.subject).id
        : row.refusal.path
  return `${rowName(row, name)} ${rowWho(row, name)} ${rowAccount(row, name)} ${ids}`.toLowerCase()
}

/** The rows that a filter leaves: by kind, and by any word of the name, the person or the account. */
export const filterRows = (
  rows: readonly LiveRow[],
  filter: LiveFilter,
  name: NameOf,
): readonly LiveRow[] => {
  const text = filter.text.toLowerCase()
  return rows.filter((row) => {
    if (filter.kind !== '' && row.kind !== filter.kind) return false
    return text === '' || wordsOf(row, name).includes(text)
  })
}

/** Which changes an event caused: those that name it, and those of its person at its very instant. */
export const causedBy = (event: EventItem, changes: readonly Transition[]): readonly Transition[] =>
  changes.filter((transition) => {
    if (transition.t === 'owed') return false
    const by = 'by' in transition && typeof transition.by === 'object' ? transition.by : undefined
    if (by?.message !== undefined) return by.message === event.messageId
    if (transition.t === 'pql')
      return transition.reasons.some((reason) => reason.by?.message === event.messageId)
    return transition.at === event.time
  })
