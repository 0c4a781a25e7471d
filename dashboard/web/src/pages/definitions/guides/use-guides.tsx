import { useSignal } from '@preact/signals'
import type { DefinitionItem, DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftItem, DraftList } from '@waymark/schemas/api/drafts'
import type { GuideNumbersList } from '@waymark/schemas/api/guide-numbers'
import { type Shown, useQuery } from '../../../api/queries.ts'
import { address } from '../../../api/request.ts'
import { may } from '../../../app/may.ts'
import { useSession } from '../../../app/session.ts'
import { authoring } from '../../../authoring/authoring.ts'
import { ownEngagement, shownBy } from '../../../authoring/guide-audience.ts'
import { isWritten } from '../../../authoring/written-kinds.ts'
import { GuideFigures } from '../../guide-numbers/guide-figures.tsx'
import { numbersHref } from '../../guide-numbers/numbers-href.ts'
import { asksSomething } from '../../surveys/asks-something.ts'
import { surveyHref } from '../../surveys/survey-href.ts'
import { AuthoringBar } from './authoring-bar.tsx'
import { DraftsSection } from './drafts-section.tsx'
import { beginFrom, discard, unpublish } from './guide-actions.ts'
import { OpenDialog, type Opened } from './open-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { StopShowing } from './stop-showing.tsx'

/** Names that a new guide may not have; `undefined` while they are not known, or only those of another environment are. */
const takenOf = (
  list: Shown<DefinitionList>,
  written: Shown<DraftList>,
): readonly string[] | undefined =>
  list.data && written.data && !list.stale && !written.stale
    ? [
        ...[...list.data.definitions, ...written.data.drafts].map(({ id }) => id),
        ...written.data.usedBefore,
      ]
    : undefined

/** Writing guides, as the page of definitions shows it. */
export const useGuides = (list: Shown<DefinitionList>) => {
  const { env, me } = useSession()
  const written = useQuery<DraftList>(address('/api/drafts', { env }))
  const hasGuides = list.data?.definitions.some(({ kind }) => kind === 'guide') ?? false
  const numbers = useQuery<GuideNumbersList>(
    hasGuides ? address('/api/guide-numbers', { env }) : undefined,
  )
  const opened = useSignal<Opened | undefined>(undefined)
  const published = useSignal<DraftItem | undefined>(undefined)
  const stopped = useSignal<readonly DefinitionItem[] | undefined>(undefined)
  const items = list.data?.definitions ?? []
  const drafts = written.data?.drafts ?? []
  const mayWrite = may(me.user.role, 'write-definitions')
  const edit = (from: DraftItem | DefinitionItem): void => {
    opened.value = { t: 'guide', from: beginFrom(env, from, items) }
  }
  /** What is still on its way from the page is part of it. */
  const askPublish = async (draft: DraftItem): Promise<void> => {
    if (authoring.shown.value?.guide.id === draft.id && !(await authoring.saveNow())) return
    const { version = draft.version, draft: state } = authoring.shown.value ?? {}
    const isOpen = authoring.shown.value?.guide.id === draft.id
    published.value = isOpen
      ? { ...draft, version, problems: state?.problems ?? draft.problems }
      : draft
  }
  const closePublish = (): void => {
    published.value = undefined
  }
  const askStop = (engagements: readonly DefinitionItem[]): void => {
    stopped.value = engagements
  }
  const create = (): void => {
    opened.value = { t: 'new', env }
  }
  return {
    newButton: mayWrite && (
      <button type="button" class="button" data-look="first" onClick={create}>
        New guide
      </button>
    ),
    /** How a published guide does and what can be done with it; whoever may read may read its numbers, and what was answered. */
    actionsOf: (item: DefinitionItem) => {
      const { definition } = item
      if (definition.kind === 'engagement' && mayWrite) {
        return (
          <div class="definition-actions">
            <button type="button" class="button" onClick={() => askStop([item])}>
              Unpublish
            </button>
          </div>
        )
      }
      if (definition.kind !== 'guide') return null
      const by = shownBy(items, item.id)
      // What was published with it goes with it; all else has to be stopped first.
      const isStopped = by.length === 0 || ownEngagement(items, item.id) !== undefined
      const draft = drafts.find(({ id }) => id === item.id)
      return (
        <div class="definition-actions">
          <GuideFigures item={numbers.data?.guides.find(({ id }) => id === item.id)} />
          <a class="button" href={numbersHref(item.id)}>
            Numbers
          </a>
          {asksSomething(definition) && (
            <a class="button" href={surveyHref(item.id)}>
              Answers
            </a>
          )}
          {mayWrite && isWritten(definition.type) && !draft && (
            <button type="button" class="button" onClick={() => edit(item)}>
              Edit in your app
            </button>
          )}
          {mayWrite && !isStopped && (
            <button type="button" class="button" onClick={() => askStop(by)}>
              Stop showing it…
            </button>
          )}
          {mayWrite && isStopped && (
            <button
              type="button"
              class="button"
              onClick={() => void unpublish(env, item.id, { items, drafts })}
            >
              Unpublish
            </button>
          )}
        </div>
      )
    },
    drafts: (
      <>
        <AuthoringBar />
        <DraftsSection
          drafts={drafts}
          inForce={items.filter(({ kind }) => kind === 'guide').map(({ id }) => id)}
          mayWrite={mayWrite}
          onEdit={edit}
          onPublish={(draft) => void askPublish(draft)}
          onDiscard={(draft) => void discard(env, draft)}
        />
        <OpenDialog
          opened={opened.value}
          taken={takenOf(list, written)}
          onClose={() => {
            opened.value = undefined
          }}
        />
        <StopShowing
          env={env}
          engagements={stopped.value}
          onClose={() => {
            stopped.value = undefined
          }}
        />
        <PublishDialog env={env} draft={published.value} items={items} onClose={closePublish} />
      </>
    ),
  }
}
