import type { EventsRecord, RecordHeader, RelayRecord } from '@waymark/schemas'
import type { WireEvent } from '@waymark/schemas/wire/event'

/** A record that cannot be read: it goes to the dead letters with this reason. */
export class UnreadableRecord extends Error {}

const kinds = ['live', 'import', 'claim', 'command']

/** Reads a record of `events`: a header, a newline, the events as received. */
export const decodeEventsRecord = (value: Uint8Array | null): EventsRecord => {
  if (!value) throw new UnreadableRecord('it has no value')
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  const end = bytes.indexOf(10)
  if (end < 0) throw new UnreadableRecord('it has no header')
  const header: RecordHeader = JSON.parse(bytes.toString('utf8', 0, end))
  if (header.v !== 1 || !kinds.includes(header.kind))
    throw new UnreadableRecord('its header is of an unknown kind')
  if (header.kind === 'claim' || header.kind === 'command') return { header, events: [] }
  const events: readonly WireEvent[] = JSON.parse(bytes.toString('utf8', end + 1))
  if (!Array.isArray(events)) throw new UnreadableRecord('its events are not a list')
  return { header, events }
}

export const decodeRelayRecord = (value: Uint8Array | null): RelayRecord => {
  if (!value) throw new UnreadableRecord('it has no value')
  const record: RelayRecord = JSON.parse(
    Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8'),
  )
  if (record.v !== 1 || typeof record.debt?.k !== 'string')
    throw new UnreadableRecord('it is not a debt')
  return record
}
