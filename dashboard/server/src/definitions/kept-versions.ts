import type { StoredDefinition, StoredVersion } from '@waymark/schemas'
import type { DefinitionsView } from './definitions-view.ts'
import type { VersionsOf, VersionsView } from './versions-view.ts'

export interface VersionsDeps {
  readonly definitions: Pick<DefinitionsView, 'stored'>
  readonly versions: Pick<VersionsView, 'has' | 'keep' | 'list'>
}

const versionOf = (stored: StoredDefinition): StoredVersion => {
  const { env, kind, id, version, definition, at, by } = stored
  return { env, kind, id, version, definition, at, by }
}

/**
 * Keeps what is about to be written, and what it takes the place of where that was written before versions were kept. To be
 * called first: then nothing is ever in force that could not be rolled back to.
 */
export const keepVersions = async (
  { definitions, versions }: VersionsDeps,
  written: readonly StoredDefinition[],
  again?: number,
): Promise<void> => {
  const kept = written.flatMap((record) => {
    const before = definitions.stored(record.env, record.kind, record.id)
    const isMissing = before && !versions.has(before)
    const now = { ...versionOf(record), ...(again !== undefined && { again }) }
    return isMissing ? [versionOf(before), now] : [now]
  })
  await versions.keep(kept)
}

/**
 * The versions of a definition, newest first: what is in force (or its deletion), and what was before. A version that was kept and
 * then not written, since the process ended in between, is none.
 */
export const versionsOf = (
  { definitions, versions }: VersionsDeps,
  of: VersionsOf,
): readonly StoredVersion[] => {
  const stored = definitions.stored(of.env, of.kind, of.id)
  if (!stored) return []
  const kept = versions.list(of)
  const again = kept.find(({ version }) => version === stored.version)?.again
  return [
    { ...versionOf(stored), ...(again !== undefined && { again }) },
    ...kept.filter(({ version }) => version < stored.version),
  ]
}
