import type { DraftItem } from '@waymark/schemas/api/drafts'
import { authoring } from '../../../authoring/authoring.ts'
import { Ago } from '../../../ui/ago.tsx'
import { Name } from '../../../ui/name.tsx'
import { fromId } from '../../../words/names.ts'
import { sayProblem } from '../../../words/say-problem.ts'
import { WarningList } from '../warning-list.tsx'

interface DraftProps {
  readonly draft: DraftItem
  /** Ids of the guides in force. */
  readonly inForce: readonly string[]
  readonly mayWrite: boolean
  readonly onEdit: (draft: DraftItem) => void
  readonly onPublish: (draft: DraftItem) => void
  readonly onDiscard: (draft: DraftItem) => void
}

/** What a draft is called: what its author called it. */
export const nameOfDraft = ({ document, id }: DraftItem): string =>
  typeof document.name === 'string' ? document.name : fromId(id)

const Draft = ({ draft, inForce, mayWrite, onEdit, onPublish, onDiscard }: DraftProps) => {
  const isOpen = authoring.shown.value?.guide.id === draft.id
  const { base, problems } = draft
  return (
    <li class="definition draft">
      <div>
        <b>
          <Name>{nameOfDraft(draft)}</Name>
        </b>{' '}
        <code class="faint">{draft.id}</code>
        <p>
          {inForce.includes(draft.id) ? `Changes version ${base}.` : 'Not published.'}
          {problems.length > 0 && ' Before it can be published:'}
        </p>
        {problems.length > 0 && (
          <ul class="small plain-list" aria-label="Before it can be published">
            {problems.map(sayProblem).map((said) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
        )}
        <WarningList of={nameOfDraft(draft)} warnings={draft.warnings} />
        <p class="tiny faint">
          Draft by {draft.by}, <Ago at={draft.at} />
        </p>
      </div>
      {mayWrite && (
        <div class="definition-actions">
          {problems.length === 0 && (
            <button type="button" class="button" data-look="first" onClick={() => onPublish(draft)}>
              Publish…
            </button>
          )}
          {!isOpen && (
            <>
              <button type="button" class="button" onClick={() => onEdit(draft)}>
                Edit in your app
              </button>
              <button type="button" class="button" onClick={() => onDiscard(draft)}>
                Discard
              </button>
            </>
          )}
        </div>
      )}
    </li>
  )
}

/** Guides that are still written. */
export const DraftsSection = ({
  drafts,
  ...rest
}: Omit<DraftProps, 'draft'> & { readonly drafts: readonly DraftItem[] }) =>
  drafts.length === 0 ? null : (
    <section class="section definitions" aria-label="Drafts">
      <div>
        <h2>Drafts</h2>
        <p class="small quiet">Still being written: nobody is shown them.</p>
      </div>
      <ul>
        {drafts.map((draft) => (
          <Draft key={draft.id} draft={draft} {...rest} />
        ))}
      </ul>
    </section>
  )
