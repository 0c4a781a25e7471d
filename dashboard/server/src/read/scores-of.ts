import { scorePartNames } from '@waymark/schemas'
import type { ScoreItem } from '@waymark/schemas/api/scores'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import type { Snapshot } from './snapshot.ts'

/** The scores of a snapshot, the parts in their order; of a score that was deleted nothing is shown. */
export const scoresOf = (
  definitions: readonly LiveDefinition[],
  { scores }: Snapshot,
): readonly ScoreItem[] =>
  definitions.flatMap(({ definition: d }) => {
    const found = d.kind === 'score' ? scores.get(d.id) : undefined
    if (!found) return []
    const parts = scorePartNames.flatMap((part) => {
      const reading = found.parts.get(part)
      return reading ? [{ part, ...reading }] : []
    })
    const { at, value, cohort } = found
    return [{ id: d.id, name: d.name ?? d.id, at, value, ...(cohort ? { cohort } : {}), parts }]
  })
