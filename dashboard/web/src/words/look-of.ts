import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { Look } from '@waymark/schemas/wire/content'

/** The brand among definitions. */
export const brandIn = (definitions: readonly DefinitionItem[]): DefinitionItem | undefined =>
  definitions.find(({ kind }) => kind === 'brand')

/** The look of a brand, without its name. */
export const lookOf = (item: DefinitionItem | undefined): Look | undefined => {
  if (item?.definition.kind !== 'brand') return undefined
  const { kind: _, id: __, name: ___, ...look } = item.definition
  return look
}
