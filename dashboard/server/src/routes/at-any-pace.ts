import type { EventsHeader, RelayRecord } from '@waymark/schemas'

const newline = 10

const parse = <T>(text: string): T | undefined => {
  try {
    return JSON.parse(text) as T
  } catch {
    return undefined
  }
}

const isLive = (header: EventsHeader | undefined): header is EventsHeader => header?.kind === 'live'

const eventsAtAnyPace = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(newline)
  const header = end < 0 ? undefined : parse<EventsHeader>(bytes.toString('utf8', 0, end))
  if (!isLive(header)) return bytes
  const head = JSON.stringify({ ...header, anyPace: true } satisfies EventsHeader)
  return Buffer.concat([Buffer.from(head), bytes.subarray(end)])
}

const debtAtAnyPace = (bytes: Buffer): Buffer => {
  const record = parse<RelayRecord>(bytes.toString())
  const debt = record?.debt
  if (!record || debt?.k !== 'events' || !isLive(debt.header)) return bytes
  const header: EventsHeader = { ...debt.header, anyPace: true }
  return Buffer.from(JSON.stringify({ ...record, debt: { ...debt, header } } satisfies RelayRecord))
}

/**
 * A dead letter as it is folded again: letters of days are replayed within a second, and that is not too much of anybody. What
 * cannot be read is left byte for byte, and so is what has no pace.
 */
export const atAnyPace = (topic: 'events' | 'relay', base64: string): Buffer => {
  const bytes = Buffer.from(base64, 'base64')
  return topic === 'events' ? eventsAtAnyPace(bytes) : debtAtAnyPace(bytes)
}
