import type { Topic } from '@waymark/schemas'
import type { Trees } from './environment.ts'
import type { GroupCommit } from './group-commit.ts'
import { groupKey, numbers, readNumbers, topicIds } from './layout.ts'
import { allSlots, type Slot, type SlotTable } from './slot.ts'

export interface ConsumerGroups {
  readonly commit: (group: string, slot: Slot, next: number) => Promise<void>
  readonly committed: (group: string, topic: Topic) => readonly (number | undefined)[]
  /**
   * The offset up to which every group that ever committed on the topic has come; `undefined` where none ever did.
   * A group that committed on another partition only still wants all of this one.
   */
  readonly passed: (slot: Slot) => number | undefined
}

type Positions = Map<string, Map<Slot, number>>

export const loadGroups = (trees: Trees, table: SlotTable): Record<Topic, Positions> => {
  const byTopic = Object.fromEntries(
    Object.keys(topicIds).map((topic) => [topic, new Map() as Positions]),
  ) as Record<Topic, Positions>
  const slots = new Map(allSlots(table).map((slot) => [`${slot.topicId}/${slot.partition}`, slot]))
  for (const { key, value } of trees.groups.getRange()) {
    const slot = slots.get(`${key[0]}/${key.readUInt16BE(1)}`)
    if (slot)
      notePosition(
        byTopic[slot.topic],
        { group: key.toString('utf8', 3), slot },
        readNumbers(value)[0] ?? 0,
      )
  }
  return byTopic
}

const notePosition = (
  positions: Positions,
  where: { readonly group: string; readonly slot: Slot },
  next: number,
): void => {
  const ofGroup = positions.get(where.group) ?? new Map<Slot, number>()
  ofGroup.set(where.slot, next)
  positions.set(where.group, ofGroup)
}

export const createConsumerGroups = (
  trees: Trees,
  table: SlotTable,
  groupCommit: Pick<GroupCommit, 'run'>,
): ConsumerGroups => {
  const byTopic = loadGroups(trees, table)
  return {
    commit: async (group, slot, next) => {
      const key = groupKey(slot.topicId, slot.partition, group)
      await groupCommit.run(() => void trees.groups.put(key, numbers(next)))
      notePosition(byTopic[slot.topic], { group, slot }, next)
    },
    committed: (group, topic) => table[topic].map((slot) => byTopic[topic].get(group)?.get(slot)),
    passed: (slot) => {
      const groups = [...byTopic[slot.topic].values()]
      return groups.length === 0
        ? undefined
        : Math.min(...groups.map((positions) => positions.get(slot) ?? 0))
    },
  }
}
