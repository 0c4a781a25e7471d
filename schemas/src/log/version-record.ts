import type { Definition, DefinitionKind } from '../definitions/definition.ts'

/** What lies in `versions`, as JSON: a definition as it was written once, with who and when. */
export interface StoredVersion {
  readonly env: string
  readonly kind: DefinitionKind
  readonly id: string
  readonly version: number
  /** `null` where it was deleted. */
  readonly definition: Definition | null
  readonly at: number
  readonly by: string
  /** It was rolled back to this earlier version. */
  readonly again?: number
}

/** How many versions of each definition are kept, deleted ones among them: the newest. */
export const keptVersions = 30

/** The record's key in `versions`: a version takes the place of the one that is no longer kept, so nothing has to be deleted. */
export const versionKey = ({
  env,
  kind,
  id,
  version,
}: Pick<StoredVersion, 'env' | 'kind' | 'id' | 'version'>): string =>
  `${env}/${kind}/${id}/${version % keptVersions}`
