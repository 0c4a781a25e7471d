import { chunkAt, chunkCount } from './chunk.ts'
import type { Trees } from './environment.ts'
import { partitionMetaKey, readNumbers } from './layout.ts'
import { firstEntry, lastEntry } from './read-records.ts'
import { allSlots, createSlots, type Slot, type SlotTable } from './slot.ts'

/** What retention noted before it deleted: where the partition had ended, even if nothing of it is left. */
const loadSlot = (trees: Trees, slot: Slot): void => {
  const noted = trees.meta.get(partitionMetaKey('end', slot.topicId, slot.partition))
  const [end = 0, at = 0] = noted ? readNumbers(noted) : []
  const last = lastEntry(trees.log, slot)
  slot.end = last ? Math.max(end, last.offset + chunkCount(last.chunk)) : end
  slot.at = last ? Math.max(at, chunkAt(last.chunk)) : at
  slot.start = firstEntry(trees.log, slot, 0)?.offset ?? slot.end
}

export const loadSlots = (trees: Trees, partitions: number): SlotTable => {
  const table = createSlots(partitions)
  for (const slot of allSlots(table)) loadSlot(trees, slot)
  return table
}
