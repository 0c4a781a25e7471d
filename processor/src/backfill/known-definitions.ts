import type { StoredBackfill, StoredCounted, StoredDefinition } from '@waymark/schemas'
import type { Published } from '../program/compile-program.ts'

/** What the log says of an environment's definitions. */
export interface KnownDefinitions {
  readonly env: string
  /** Offset of the newest change. */
  readonly version: number
  /** Deleted ones too. */
  readonly stored: readonly StoredDefinition[]
  /** Absent where nobody reads pasts: then all that is published counts from then on. */
  readonly counted: StoredCounted | undefined
  readonly past: StoredBackfill | undefined
}

export const nameOf = ({ kind, id }: Pick<StoredDefinition, 'kind' | 'id'>): string =>
  `${kind}/${id}`

/** What is published, whether its past has been read or not. */
export const newestOf = (stored: readonly StoredDefinition[]): readonly Published[] =>
  stored.flatMap(({ definition, version }) => (definition ? [{ definition, version }] : []))

/** Its author wants no past. */
export const countsFromNow = ({ definition }: StoredDefinition): boolean =>
  definition !== null && 'from' in definition && definition.from === 'now'
