import type { DefinitionItem } from '@waymark/schemas'
import { fromId } from '../../../words/names.ts'

/** Which definition, and what people call it. */
export interface NamedDefinition {
  readonly kind: string
  readonly id: string
  readonly title: string
}

/** As the address has it: `guide/tour`. */
export const keyOf = ({ kind, id }: Pick<NamedDefinition, 'kind' | 'id'>): string => `${kind}/${id}`

/** The definition that an address means, by the name it has in force. */
export const namedBy = (
  key: string,
  items: readonly DefinitionItem[],
): NamedDefinition | undefined => {
  const [, kind, id] = /^([a-z]+)\/([a-z0-9-]+)$/.exec(key) ?? []
  if (kind === undefined || id === undefined) return undefined
  const item = items.find((one) => one.kind === kind && one.id === id)
  return { kind, id, title: item?.definition.name ?? fromId(id) }
}

export const pathOf = ({ kind, id }: Pick<NamedDefinition, 'kind' | 'id'>): string =>
  `/api/definitions/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`
