import { armsOf, type SendItem } from '@waymark/schemas'
import type { Setup } from '@waymark/schemas/api/setup'
import type { LiveDefinition } from '../definitions/definitions-view.ts'

const sentBy = ({ definition }: LiveDefinition): readonly (SendItem | undefined)[] => {
  if (definition.kind === 'engagement') return armsOf(definition).flatMap(({ send }) => send)
  return definition.kind === 'flow' ? definition.steps.map(({ send }) => send) : []
}

/** Which steps of Setup are written already, and wait for the first person to come to them. */
export const publishedForSetup = (definitions: readonly LiveDefinition[]): Setup['published'] => ({
  milestone: definitions.some(({ kind }) => kind === 'milestone'),
  guide: definitions.flatMap(sentBy).some((sent) => sent?.guide !== undefined),
})
