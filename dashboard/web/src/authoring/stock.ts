import type {
  AssetItem,
  AuthoringStock,
  DefinitionItem,
  DefinitionList,
  Theme,
} from '@waymark/schemas'
import { address } from '../api/request.ts'
import { fromId } from '../words/names.ts'

type Request = <T>(path: string) => Promise<T>

/** With the definitions that it was taken from. */
interface Loaded extends AuthoringStock {
  readonly definitions: readonly DefinitionItem[]
}

const brandIn = (definitions: readonly DefinitionItem[]): Theme | undefined => {
  const found = definitions.find(({ kind }) => kind === 'brand')?.definition
  if (found?.kind !== 'brand') return undefined
  const { kind: _, id: __, name: ___, ...look } = found
  return look
}

/** What guides of an environment can name: images, newest first, and milestones. */
export const loadStock = async (request: Request, env: string): Promise<Loaded> => {
  const [{ assets }, { definitions }] = await Promise.all([
    request<{ readonly assets: readonly AssetItem[] }>('/api/assets'),
    request<DefinitionList>(address('/api/definitions', { env })),
  ])
  const look = brandIn(definitions)
  return {
    definitions,
    ...(look && { brand: look }),
    images: assets.map(({ src, name }) => ({ src, name: name ?? src.replace(/^.*\//, '') })),
    milestones: definitions
      .filter(({ kind }) => kind === 'milestone')
      .map(({ id, definition }) => ({ id, name: definition.name ?? fromId(id) })),
  }
}
