import type { NewRecord, Position } from '../event-log.ts'
import { writeChunk } from './chunk.ts'
import { entryKey } from './layout.ts'
import type { Slot } from './slot.ts'

/** Several records share a value up to about this size: few B-tree inserts, and pages that are easy to use again. */
const CHUNK_BYTES = 32 * 1024

export interface Appending {
  readonly records: readonly NewRecord[]
  /** The slot of each record. */
  readonly slots: readonly Slot[]
  /** Upper bound of what the records take when encoded. */
  readonly bytes: number
}

interface StagedSlot {
  readonly slot: Slot
  readonly at: number
  readonly records: readonly NewRecord[]
}

export interface Layout {
  /** Per append, in the order of its records. */
  readonly positions: readonly (readonly Position[])[]
  readonly staged: readonly StagedSlot[]
  readonly puts: readonly { readonly key: Buffer; readonly value: Buffer }[]
}

/** By less than this a clock is corrected all the time; by more it was wrong, before or now, and which is not for the log to say. */
const correctedMs = 1000

/** Held for a moment where the clock steps back a little; else the clock is followed, so that one wrong hour is not the log's for good. */
const dateOf = (slot: Slot, now: number): number =>
  now < slot.at && slot.at - now <= correctedMs ? slot.at : now

/** Gives every record its offset: after what is durable, in the order in which the appends came. */
const assign = (
  appends: readonly Appending[],
): {
  readonly positions: readonly (readonly Position[])[]
  readonly bySlot: Map<Slot, NewRecord[]>
} => {
  const bySlot = new Map<Slot, NewRecord[]>()
  const positions = appends.map(({ records, slots }) =>
    records.map((record, i): Position => {
      const slot = slots[i] as Slot
      const list = bySlot.get(slot) ?? []
      if (list.length === 0) bySlot.set(slot, list)
      const offset = slot.end + list.length
      list.push(record)
      return { topic: slot.topic, partition: slot.partition, offset }
    }),
  )
  return { positions, bySlot }
}

/**
 * Turns waiting appends into what one transaction writes. `arena` is reused by the next flush, so nothing of it may be kept.
 * Topics that keep the latest get a chunk per record, because their records are deleted one by one.
 */
export const layOut = (appends: readonly Appending[], arena: Buffer, now: number): Layout => {
  const { positions, bySlot } = assign(appends)
  const staged: StagedSlot[] = []
  const puts: { key: Buffer; value: Buffer }[] = []
  let position = 0
  for (const [slot, records] of bySlot) {
    const at = dateOf(slot, now)
    const softBytes = slot.retention.keep === 'latest' ? 0 : CHUNK_BYTES
    staged.push({ slot, at, records })
    for (let from = 0; from < records.length; ) {
      const { end, count } = writeChunk(arena, position, { records, from, at, softBytes })
      puts.push({
        key: entryKey(slot.topicId, slot.partition, slot.end + from),
        value: arena.subarray(position, end),
      })
      position = end
      from += count
    }
  }
  return { positions, staged, puts }
}
