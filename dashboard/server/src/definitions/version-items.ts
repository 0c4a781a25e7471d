import { setImmediate as breathe } from 'node:timers/promises'
import type { Definition, JsonObject, StoredVersion } from '@waymark/schemas'
import type { ContentChange, VersionItem } from '@waymark/schemas/api/definitions'
import { contentChanges } from './content-changes.ts'

const contentOf = (definition: Definition): JsonObject => definition as unknown as JsonObject

/** What makes one version the other; of a deletion there is nothing to say. */
export const changesBetween = (
  before: Definition | null,
  after: Definition | null,
): readonly ContentChange[] =>
  before && after ? contentChanges(contentOf(before), contentOf(after)) : []

const whatOf = ({ definition, version }: StoredVersion, before: StoredVersion | undefined) => {
  if (!definition) return 'deleted'
  return version === 1 || before?.definition === null ? 'new' : 'changed'
}

/** A version as it is told, with what it made different from the one before it. */
export const versionItem = (
  own: StoredVersion,
  before: StoredVersion | undefined,
  nameOf: (by: string) => string,
): VersionItem => {
  const follows = before?.version === own.version - 1 ? before : undefined
  const changed = follows?.definition && own.definition
  return {
    version: own.version,
    at: own.at,
    by: nameOf(own.by),
    what: whatOf(own, follows),
    ...(own.again !== undefined && { again: own.again }),
    ...(changed && { changes: changesBetween(follows.definition, own.definition) }),
  }
}

/** Versions, newest first. Contents may be large: others get their turn between one and the next. */
export const versionItems = async (
  versions: readonly StoredVersion[],
  nameOf: (by: string) => string,
): Promise<readonly VersionItem[]> => {
  const items: VersionItem[] = []
  for (const [i, own] of versions.entries()) {
    if (i > 0) await breathe()
    items.push(versionItem(own, versions[i + 1], nameOf))
  }
  return items
}
