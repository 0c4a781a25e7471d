import type { AssetItem, AuthoringStock, DefinitionItem, DefinitionList } from '@waymark/schemas'
import { address } from '../api/request.ts'
import { brandIn, lookOf } from '../words/look-of.ts'
import { fromId } from '../words/names.ts'

type Request = <T>(path: string) => Promise<T>

/** With the definitions that it was taken from. */
interface Loaded extends AuthoringStock {
  readonly definitions: readonly DefinitionItem[]
}

/** What guides of an environment can name: images, newest first, and milestones. */
export const loadStock = async (request: Request, env: string): Promise<Loaded> => {
  const [{ assets }, { definitions }] = await Promise.all([
    request<{ readonly assets: readonly AssetItem[] }>('/api/assets'),
    request<DefinitionList>(address('/api/definitions', { env })),
  ])
  const look = lookOf(brandIn(definitions))
  return {
    definitions,
    ...(look && { brand: look }),
    images: assets.map(({ src, name }) => ({ src, name: name ?? src.replace(/^.*\//, '') })),
    milestones: definitions
      .filter(({ kind }) => kind === 'milestone')
      .map(({ id, definition }) => ({ id, name: definition.name ?? fromId(id) })),
  }
}
