import type { DefinitionItem, DeletedList } from '@waymark/schemas/api/definitions'
import type { DraftList } from '@waymark/schemas/api/drafts'
import { useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { useSession } from '../../../app/session.ts'
import { useParam } from '../../../ui/use-param.ts'
import { keyOf, namedBy } from './definition-name.ts'
import { DeletedSection } from './deleted-section.tsx'
import { VersionsDialog } from './versions-dialog.tsx'

interface Wanted {
  readonly items: readonly DefinitionItem[]
  readonly kind: string
  readonly search: string
}

/** Earlier versions, as the page of definitions shows them. Which definition's are open stands in the address. */
export const useVersions = ({ items, kind, search }: Wanted) => {
  const { env } = useSession()
  const [open, setOpen] = useParam('versions')
  const gone = useQuery<DeletedList>(address('/api/definitions/deleted', { env }))
  const written = useQuery<DraftList>(address('/api/drafts', { env }))
  const name = namedBy(open, { items, deleted: gone.data?.deleted ?? [] })
  // A guide that was taken back into a draft is not gone.
  const isDraft = (one: { readonly kind: string; readonly id: string }): boolean =>
    one.kind === 'guide' && (written.data?.drafts.some(({ id }) => id === one.id) ?? false)
  const deleted = (gone.data?.deleted ?? []).filter(
    (one) =>
      !isDraft(one) &&
      (kind === '' || one.kind === kind) &&
      `${one.name ?? ''} ${one.id}`.toLowerCase().includes(search.toLowerCase()),
  )
  return {
    buttonOf: (item: DefinitionItem) => (
      <div class="definition-actions">
        <button type="button" class="button" onClick={() => setOpen(keyOf(item))}>
          Versions
        </button>
      </div>
    ),
    deleted: <DeletedSection deleted={deleted} onOpen={setOpen} />,
    dialog: name && (
      <VersionsDialog key={open} name={name} onClose={() => setOpen('', 'replace')} />
    ),
  }
}
