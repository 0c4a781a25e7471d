import type { DefinitionItem, DeletedDefinition } from '@waymark/schemas/api/definitions'
import { definitionName } from '../../../words/names.ts'

/** Which definition, and what people call it. */
export interface NamedDefinition {
  readonly kind: string
  readonly id: string
  readonly title: string
}

/** As the address has it: `guide/tour`. */
export const keyOf = ({ kind, id }: Pick<NamedDefinition, 'kind' | 'id'>): string => `${kind}/${id}`

interface Known {
  readonly items: readonly DefinitionItem[]
  readonly deleted: readonly DeletedDefinition[]
}

/** The definition that an address means, by the name that it has in force or had last. */
export const namedBy = (key: string, { items, deleted }: Known): NamedDefinition | undefined => {
  const [, kind, id] = /^([a-z]+)\/([a-z0-9-]+)$/.exec(key) ?? []
  if (kind === undefined || id === undefined) return undefined
  const item = items.find((one) => keyOf(one) === key)
  const last = deleted.find((one) => keyOf(one) === key)
  return { kind, id, title: definitionName(kind, id, item?.definition.name ?? last?.name) }
}

export const pathOf = ({ kind, id }: Pick<NamedDefinition, 'kind' | 'id'>): string =>
  `/api/definitions/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`
