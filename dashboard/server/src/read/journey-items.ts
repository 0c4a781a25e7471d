import type { Level } from '@waymark/schemas'
import type { MilestoneItem } from '@waymark/schemas/api/people'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { naturalOrder } from '../natural-order.ts'
import type { Snapshot } from './snapshot.ts'

/** The milestones of a set of definitions, in the order of the journey. */
export const milestonesIn = (definitions: readonly LiveDefinition[]) =>
  definitions
    .map((record) => record.definition)
    .filter((d) => d.kind === 'milestone')
    .toSorted((a, b) => a.order - b.order || naturalOrder(a.id, b.id))

/** How far along the journey to value a person (with its account) or an account is. */
export const journeyItems = (
  definitions: readonly LiveDefinition[],
  snapshots: { readonly [L in Level]?: Snapshot | undefined },
): readonly MilestoneItem[] =>
  milestonesIn(definitions).flatMap((d) => {
    const snapshot = snapshots[d.level]
    if (!snapshot && d.level === 'person' && snapshots.account) return []
    const item: MilestoneItem = {
      id: d.id,
      name: d.name ?? d.id,
      order: d.order,
      level: d.level,
      ...(d.value === undefined ? {} : { value: d.value }),
      ...snapshot?.milestones.get(d.id),
    }
    return item
  })
