import type { DefinitionItem, DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftItem, DraftList } from '@waymark/schemas/api/drafts'
import { BookOpen } from 'lucide-preact'
import { useQuery } from '../api/queries.ts'
import { address } from '../api/request.ts'
import { definitionName, kindName } from '../words/names.ts'
import type { PaletteOption } from './palette-options.ts'
import { rank } from './rank.ts'

/** Letters that only happen to stand in the same order are no answer: there are many definitions. */
const leastRank = 50
const most = 8

/** What somebody wrote: a definition in force, or a guide that is not published yet. */
interface Written {
  readonly id: string
  readonly name: string
  /** Its kind, in words. */
  readonly end: string
  readonly path: string
}

const inForce = ({ kind, id, definition }: DefinitionItem): Written => ({
  ...{ id, name: definitionName(kind, id, definition.name), end: kindName(kind) },
  path: address('/definitions', { kind, search: id }),
})

/** Drafts stand above all definitions of their page. */
const drafted = ({ id, document: { name } }: DraftItem): Written => ({
  ...{ id, name: typeof name === 'string' ? name : definitionName('guide', id, undefined) },
  ...{ end: 'Draft of a guide', path: '/definitions?kind=guide' },
})

interface Search {
  readonly env: string
  readonly typed: string
  readonly route: (path: string) => void
}

/** Definitions and drafts that answer what is typed by their name or their id, best first. */
export const useDefinitionOptions = ({ env, typed, route }: Search): readonly PaletteOption[] => {
  const asks = typed.trim().length > 1
  const list = useQuery<DefinitionList>(asks ? address('/api/definitions', { env }) : undefined)
  const drafts = useQuery<DraftList>(asks ? address('/api/drafts', { env }) : undefined)
  if (!asks) return []
  const written = [
    ...(list.data?.definitions ?? []).map(inForce),
    ...(drafts.data?.drafts ?? []).map(drafted),
  ]
  return written
    .map((one) => ({ one, score: Math.max(rank(typed, one.name), rank(typed, one.id)) }))
    .filter(({ score }) => score >= leastRank)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one: { id, name, end, path } }) => ({
      ...{ id: `${path} ${id}`, label: name, end, icon: <BookOpen class="icon" /> },
      run: () => route(path),
    }))
}
