import type { NewRecord } from '@waymark/storage'
import type { EventsSource, TakenEvent } from './received-events.ts'

/** A subject's events are split into records of at most about this size, well below what any log takes. */
const recordBytes = 512 * 1024

const COMMA = 0x2c
const OPEN = 0x5b
const CLOSE = 0x5d
const NEWLINE = 0x0a

/** A piece of a record: a range of the body, or bytes of its own. */
interface Piece {
  readonly from: number
  to: number
  readonly bytes?: Buffer
}

interface Draft {
  readonly subject: string
  readonly signed: boolean
  readonly pieces: Piece[]
  /** Of the last event in the body, so that neighbours can be copied in one go. */
  lastIndex: number
  events: number
  size: number
  ids: { [index: number]: string } | undefined
}

const newDraft = ({ subject, signed }: TakenEvent): Draft => ({
  subject,
  signed,
  pieces: [],
  lastIndex: -1,
  events: 0,
  size: 0,
  ids: undefined,
})

const addPiece = (draft: Draft, event: TakenEvent, index: number): void => {
  const last = draft.pieces.at(-1)
  if (event.bytes) {
    draft.pieces.push({ from: 0, to: event.bytes.length, bytes: event.bytes })
    draft.size += event.bytes.length + 1
  } else if (last && !last.bytes && draft.lastIndex === index - 1) {
    // Neighbours in the body: the comma between them comes along.
    draft.size += event.to - last.to
    last.to = event.to
  } else {
    draft.pieces.push({ from: event.from, to: event.to })
    draft.size += event.to - event.from + 1
  }
  draft.lastIndex = index
}

const addEvent = (draft: Draft, event: TakenEvent, index: number): void => {
  addPiece(draft, event, index)
  if (event.madeId !== undefined) {
    draft.ids ??= {}
    draft.ids[draft.events] = event.madeId
  }
  draft.events++
}

/** The part of the header that all records of a request share, without the closing brace. */
const sharedHeader = (from: EventsSource, signed: boolean): string => {
  const type = from.type === undefined ? '' : `,"type":"${from.type}"`
  const accounts = signed ? `,"accounts":${JSON.stringify(from.accounts ?? [])}` : ''
  const pace = from.anyPace ? ',"anyPace":true' : ''
  const source = signed ? 'signed' : from.source
  return `{"v":1,"kind":"${from.kind}","env":${JSON.stringify(from.env)},"source":"${source}","received":${from.received},"skew":${from.skew}${type}${accounts}${pace}`
}

const encode = (draft: Draft, header: string, body: Buffer): Buffer => {
  const head = draft.ids ? `${header},"ids":${JSON.stringify(draft.ids)}}` : `${header}}`
  const headBytes = Buffer.byteLength(head)
  // A newline and the opening bracket; each piece brings a comma, the last one's is the closing bracket.
  const value = Buffer.allocUnsafe(headBytes + 2 + draft.size)
  value.write(head, 'utf8')
  let at = headBytes
  value[at++] = NEWLINE
  value[at++] = OPEN
  for (const { from, to, bytes } of draft.pieces) {
    at += (bytes ?? body).copy(value, at, from, to)
    value[at++] = COMMA
  }
  value[at - 1] = CLOSE
  return value
}

/** What a person proved and what a page merely says are different records. */
const draftKey = ({ subject, signed }: TakenEvent): string => (signed ? `${subject}\n` : subject)

/**
 * One record per subject, with the events' bytes as received: header, newline, JSON array.
 * @param taken in the order of the body; `undefined` where an event was refused
 */
export const buildRecords = (
  taken: readonly (TakenEvent | undefined)[],
  from: EventsSource,
  body: Buffer,
): readonly NewRecord[] => {
  const open = new Map<string, Draft>()
  const drafts: Draft[] = []
  for (const [index, event] of taken.entries()) {
    if (!event) continue
    const key = draftKey(event)
    let draft = open.get(key)
    if (!draft || draft.size >= recordBytes) {
      draft = newDraft(event)
      open.set(key, draft)
      drafts.push(draft)
    }
    addEvent(draft, event, index)
  }
  const unsigned = sharedHeader(from, false)
  // Few requests bring a token.
  const signed = drafts.some((draft) => draft.signed) ? sharedHeader(from, true) : unsigned
  return drafts.map((draft) => ({
    topic: 'events',
    key: draft.subject,
    value: encode(draft, draft.signed ? signed : unsigned, body),
  }))
}
