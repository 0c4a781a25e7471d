import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import type { DraftItem } from '@waymark/schemas/api/drafts'
import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import { queries } from '../../../api/queries.ts'
import { address, request } from '../../../api/request.ts'
import { ownEngagement, sayAudience } from '../../../authoring/guide-audience.ts'
import type { Begin } from '../../../authoring/shown.ts'
import { say } from '../../../ui/toasts.ts'
import { attempt } from '../../alerts/alert-actions.ts'

const pathOf = (id: string): string => `/api/drafts/guide/${encodeURIComponent(id)}`

const refresh = (): void => queries.refresh('/api/drafts', '/api/definitions', '/api/setup')

/** Puts back what was taken out of force, as it was. */
const publishAgain = async (
  env: string,
  draft: DraftItem,
  shown?: DefinitionItem,
): Promise<void> => {
  const engagement = shown && { engagement: shown.definition }
  const body = { env, version: draft.version, ...engagement }
  await attempt(() => request(`${pathOf(draft.id)}/publish`, { method: 'POST', body }))
  refresh()
}

/** Takes a guide back: nobody is shown it, and it can be written on. What shows it to others has to be taken back first. */
export const unpublish = async (
  env: string,
  id: string,
  {
    items,
    drafts,
  }: { readonly items: readonly DefinitionItem[]; readonly drafts: readonly DraftItem[] },
): Promise<void> => {
  const shown = ownEngagement(items, id)
  const body = { env, ...(shown && { engagement: shown.id }) }
  const draft = await attempt(() =>
    request<DraftItem>(`${pathOf(id)}/unpublish`, { method: 'POST', body }),
  )
  refresh()
  // A draft that stood beside it is not what was in force: published, it would be something else.
  const undo = drafts.some((one) => one.id === id)
    ? undefined
    : draft && (() => void publishAgain(env, draft, shown))
  if (draft) say('It is a draft again', undo)
}

/** Throws a draft away; it can be had back for a moment. */
export const discard = async (env: string, draft: DraftItem): Promise<void> => {
  const done = await attempt(async () => {
    await request(address(pathOf(draft.id), { env }), { method: 'DELETE' })
    return true
  })
  refresh()
  if (!done) return
  const { document, base } = draft
  say('The draft is gone', () => {
    const body = { env, document, base, version: 0 }
    void attempt(() => request(pathOf(draft.id), { method: 'POST', body })).then(refresh)
  })
}

/** Where writing begins: from the draft that there is, else from what is published. */
export const beginFrom = (
  env: string,
  from: DraftItem | DefinitionItem,
  items: readonly DefinitionItem[],
): Omit<Begin, 'url'> => {
  const audience = sayAudience(items, from.id)
  return 'document' in from
    ? {
        env,
        audience,
        guide: from.document as unknown as GuideDraft,
        version: from.version,
        base: from.base,
      }
    : {
        env,
        audience,
        guide: from.definition as unknown as GuideDraft,
        version: 0,
        base: from.version,
      }
}
