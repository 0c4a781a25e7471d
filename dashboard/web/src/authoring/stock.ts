import type { AssetItem } from '@waymark/schemas/api/assets'
import type { DefinitionItem, DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftItem, DraftList } from '@waymark/schemas/api/drafts'
import type { AuthoringStock } from '@waymark/schemas/wire/authoring'
import { address } from '../api/request.ts'
import { brandIn, lookOf } from '../words/look-of.ts'
import { fromId } from '../words/names.ts'

type Request = <T>(path: string) => Promise<T>

/** With the definitions that it was taken from. */
interface Loaded extends AuthoringStock {
  readonly definitions: readonly DefinitionItem[]
}

/** In force, then those that are written for the first time. */
const guidesOf = (
  definitions: readonly DefinitionItem[],
  drafts: readonly DraftItem[],
): NonNullable<AuthoringStock['guides']> => {
  const inForce = definitions
    .filter(({ kind }) => kind === 'guide')
    .map(({ id, definition }) => ({ id, name: definition.name ?? fromId(id) }))
  const written = drafts
    .filter(({ id }) => !inForce.some((one) => one.id === id))
    .map(({ id, document: { name } }) => ({
      id,
      name: `${typeof name === 'string' ? name : fromId(id)} (not published yet)`,
    }))
  return [...inForce, ...written]
}

/** What guides of an environment can name: images, newest first, milestones, and each other. */
export const loadStock = async (request: Request, env: string): Promise<Loaded> => {
  const [{ assets }, { definitions }, { drafts }] = await Promise.all([
    request<{ readonly assets: readonly AssetItem[] }>('/api/assets'),
    request<DefinitionList>(address('/api/definitions', { env })),
    request<DraftList>(address('/api/drafts', { env })),
  ])
  const look = lookOf(brandIn(definitions))
  return {
    definitions,
    ...(look && { brand: look }),
    images: assets.map(({ src, name }) => ({ src, name: name ?? src.replace(/^.*\//, '') })),
    guides: guidesOf(definitions, drafts),
    milestones: definitions
      .filter(({ kind }) => kind === 'milestone')
      .map(({ id, definition }) => ({ id, name: definition.name ?? fromId(id) })),
  }
}
