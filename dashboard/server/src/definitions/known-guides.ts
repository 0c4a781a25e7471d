import type { Guide } from '@waymark/schemas'
import type { DefinitionsView } from './definitions-view.ts'
import type { VersionsView } from './versions-view.ts'

/** A guide, in force or as it was last. */
export interface KnownGuide {
  readonly guide: Guide
  readonly inForce: boolean
}

interface KnownDeps {
  readonly definitions: Pick<DefinitionsView, 'list' | 'deleted'>
  readonly versions: Pick<VersionsView, 'last'>
}

/** All guides of an environment: those in force, then those that are not published any more. */
export const knownGuides = (
  { definitions, versions }: KnownDeps,
  env: string,
): readonly KnownGuide[] => {
  const live = definitions.list(env).flatMap(({ definition }): readonly KnownGuide[] => {
    return definition.kind === 'guide' ? [{ guide: definition, inForce: true }] : []
  })
  const gone = definitions.deleted(env).flatMap(({ kind, id }): readonly KnownGuide[] => {
    const last = kind === 'guide' ? versions.last({ env, kind, id })?.definition : undefined
    return last?.kind === 'guide' ? [{ guide: last, inForce: false }] : []
  })
  return [...live, ...gone]
}
