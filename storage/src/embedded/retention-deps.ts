import type { ConsumerGroups } from './consumer-groups.ts'
import type { Environment } from './environment.ts'
import type { GroupCommit } from './group-commit.ts'
import { numbers, partitionMetaKey } from './layout.ts'
import type { Slot } from './slot.ts'

export interface RetentionDeps {
  readonly env: Environment
  readonly groupCommit: Pick<GroupCommit, 'run'>
  readonly groups: Pick<ConsumerGroups, 'passed'>
  readonly now: () => number
}

/** Remembers where the partition ends, in the transaction that may delete its last record. */
export const noteEnd = (env: Environment, slot: Slot): void => {
  void env.meta.put(
    partitionMetaKey('end', slot.topicId, slot.partition),
    numbers(slot.end, slot.at),
  )
}
