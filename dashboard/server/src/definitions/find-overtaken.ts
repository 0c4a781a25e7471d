import { canonicalJson, type Definition, type StoredDefinition } from '@waymark/schemas'
import type { ApplyRequest, StaleDefinition } from '@waymark/schemas/api/definitions'
import { nameOf } from './check-set.ts'

/** What is in force, or was deleted, as it is told to who started from an older version. */
export const staleAs = (
  key: string,
  base: number,
  stored: StoredDefinition | undefined,
): StaleDefinition => ({
  key,
  base,
  current: stored?.version ?? 0,
  definition: stored?.definition ?? null,
  ...(stored && { by: stored.by, at: stored.at }),
})

/**
 * What was changed since its file was exported, otherwise than by applying the same file: who applies the file now would undo that
 * without having seen it. A file that says what is in force undoes nothing.
 */
export const findOvertaken = (
  { exported = {}, force }: Pick<ApplyRequest, 'exported' | 'force'>,
  documents: Iterable<Definition>,
  storedOf: (definition: Definition) => StoredDefinition | undefined,
): readonly StaleDefinition[] => {
  if (force) return []
  return [...documents].flatMap((definition) => {
    const key = nameOf(definition)
    const base = exported[key]
    const stored = storedOf(definition)
    if (base === undefined || !stored) return []
    const isOurs = stored.version <= base || stored.exported === base
    const isSame =
      stored.definition && canonicalJson(stored.definition) === canonicalJson(definition)
    return isOurs || isSame ? [] : [staleAs(key, base, stored)]
  })
}
