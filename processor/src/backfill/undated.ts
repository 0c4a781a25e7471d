import {
  canAskPastOf,
  decideAlike,
  type StoredCounted,
  type StoredDefinition,
} from '@waymark/schemas'
import type { Program } from '../program/program.ts'
import { countsFromNow, nameOf, newestOf } from './known-definitions.ts'

/** It decides as the version of it did that counts already: only its name, its order or the like has changed. */
const decidesAsBefore = (
  { kind, id, definition, before }: StoredDefinition,
  counted: StoredCounted,
): boolean => {
  const known = counted.definitions[nameOf({ kind, id })]
  if (!definition || !before || before.version !== known?.version) return false
  return decideAlike(definition, before.definition)
}

/**
 * Milestones and segments that decide otherwise than what counts does, of which nobody has asked yet when they would have done so.
 * All that they read may have been counted: that there were five is known then, but not since when.
 */
export const undatedIn = (
  program: Program,
  stored: readonly StoredDefinition[],
  counted: StoredCounted,
): ReadonlySet<string> => {
  const definitions = newestOf(stored).map(({ definition }) => definition)
  const isUndated = (one: StoredDefinition): boolean => {
    const { definition, version } = one
    const name = nameOf(one)
    if (!definition || countsFromNow(one) || counted.definitions[name]?.version === version)
      return false
    const reads = program.needs.get(name) ?? []
    return (
      reads.length > 0 && !decidesAsBefore(one, counted) && canAskPastOf(definition, definitions)
    )
  }
  return new Set(stored.filter(isUndated).map(nameOf))
}
