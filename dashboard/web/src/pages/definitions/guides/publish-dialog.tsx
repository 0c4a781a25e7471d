import { type Signal, useSignal } from '@preact/signals'
import type { ApplyChange, DefinitionItem } from '@waymark/schemas/api/definitions'
import type { DraftItem, PublishedDraft } from '@waymark/schemas/api/drafts'
import { queries } from '../../../api/queries.ts'
import { RequestFailed, request } from '../../../api/request.ts'
import { ruleOf } from '../../../authoring/audience-choice.ts'
import { authoring } from '../../../authoring/authoring.ts'
import { engagementOf, shownBy } from '../../../authoring/guide-audience.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { say } from '../../../ui/toasts.ts'
import { isolate } from '../../../words/isolate.ts'
import { definitionName } from '../../../words/names.ts'
import { sayCount } from '../../../words/number.ts'
import { sayProblem } from '../../../words/say-problem.ts'
import { MovesNote } from '../moves-note.tsx'
import { useDryRun } from '../use-dry-run.ts'
import { WarningList } from '../warning-list.tsx'
import { AudienceField } from './audience-field.tsx'
import { nameOfDraft } from './drafts-section.tsx'

interface PublishProps {
  readonly env: string
  readonly draft: DraftItem
  readonly items: readonly DefinitionItem[]
  readonly onClose: () => void
}

const parsed = (
  choice: string,
  said: Parameters<typeof ruleOf>[1],
): { readonly rule: unknown } | undefined => {
  try {
    return { rule: ruleOf(choice, said) }
  } catch {
    return undefined
  }
}

/** What shows the guide, where a choice names somebody. */
const showing = ({ draft, items }: PublishProps, audience: unknown) =>
  audience === undefined
    ? undefined
    : {
        ...{ kind: 'engagement', id: engagementOf(draft.id, items) },
        ...{ audience, send: [{ guide: draft.id }] },
      }

const ofAudience = 'engagement.audience'

/** What was refused: of the rule at its field, in the words of the page; of a draft that is gone, that it is. */
const sayRefusal = ({ status, at, message }: RequestFailed): string => {
  if (status === 404) return 'Somebody has published or discarded this draft meanwhile.'
  if (!at?.startsWith(ofAudience)) return message
  const place = at.slice(ofAudience.length).replace(/^\./, '')
  const says = message.split(`${at}: `).at(-1) ?? message
  return `${place === '' ? 'The rule' : `In the rule, at ${place}`}: ${says}`
}

/** Publishes; gives what was refused. */
const publish = async (props: PublishProps, rule: unknown): Promise<RequestFailed | undefined> => {
  const { env, draft } = props
  const path = `/api/drafts/guide/${encodeURIComponent(draft.id)}/publish`
  const engagement = showing(props, rule)
  // One request: a guide never stands in force without what was to show it.
  const body = { env, version: draft.version, ...(engagement && { engagement }) }
  try {
    const { change } = await request<PublishedDraft>(path, { method: 'POST', body })
    authoring.published(draft.id, change.version)
    say(`Published as version ${change.version}`)
    return undefined
  } catch (error) {
    if (!(error instanceof RequestFailed)) throw error
    return error
  } finally {
    queries.refresh('/api/drafts', '/api/definitions', '/api/setup')
  }
}

const Problems = ({ problems }: Pick<DraftItem, 'problems'>) =>
  problems.length === 0 ? null : (
    <div class="small" role="alert">
      <p>It cannot be published yet:</p>
      <ul class="plain-list">
        {problems.map(sayProblem).map((said) => (
          <li key={said}>{said}</li>
        ))}
      </ul>
    </div>
  )

const ShownBy = ({ by }: { readonly by: readonly DefinitionItem[] }) => (
  <div class="stack small">
    <p>It is shown by:</p>
    {by.map((item) => (
      <div key={item.id}>
        <b>{definitionName(item.kind, item.id, item.definition.name)}</b>
        <p class="quiet">{item.says}</p>
        <WarningList
          of={definitionName(item.kind, item.id, item.definition.name)}
          warnings={item.warnings}
        />
      </div>
    ))}
  </div>
)

interface AudienceProps extends PublishProps {
  readonly choice: Signal<string>
  readonly written: Signal<string>
  readonly fault: Signal<string | undefined>
}

/** Whom it reaches: of an engagement that is new all come in, and nobody goes out. */
const sayReach = ({ moves, movesSay }: ApplyChange): string | undefined => {
  if (moves?.t !== 'counted') return movesSay
  const { after, note = '' } = moves
  return `That is ${sayCount(after, 'person', 'people')} now. ${note}`.trim()
}

const Audience = ({ choice, written, fault, ...props }: AudienceProps) => {
  const { env, draft, items } = props
  const rule = parsed(choice.value, { written: written.value, items })?.rule
  const shows = showing(props, rule)
  const run = useDryRun(env, shows ? [draft.document, shows] : [])
  const warnings =
    run.t === 'told'
      ? run.changes
          .filter(({ kind }) => kind !== 'guide')
          .flatMap((change) => change.warnings ?? [])
      : []
  return (
    <>
      <AudienceField {...{ items, choice, written, fault }} />
      <MovesNote run={run} say={sayReach} />
      <div role="status">
        <WarningList of="whom it is shown to" warnings={warnings} />
      </div>
      {choice.value !== 'nobody' && (
        <p class="small quiet">
          Each of them once. An engagement <code>{engagementOf(draft.id, items)}</code> is published
          with it; goals, caps and schedule are added there.
        </p>
      )}
    </>
  )
}

const Form = (props: PublishProps) => {
  const { draft, items, onClose } = props
  const by = shownBy(items, draft.id)
  const choice = useSignal('known')
  const written = useSignal('{ "did": { "event": "Signed Up" } }')
  const fault = useSignal<string | undefined>(undefined)
  const refused = useSignal<string | undefined>(undefined)
  const submit = async (): Promise<void> => {
    fault.value = undefined
    refused.value = undefined
    const said = { written: written.value, items }
    const asked = by.length > 0 ? { rule: undefined } : parsed(choice.value, said)
    if (!asked) {
      fault.value = 'This is not JSON yet.'
      return
    }
    const failed = await publish(props, asked.rule)
    if (!failed) return onClose()
    const isOfRule = choice.value === 'rule' && failed.at?.startsWith(ofAudience)
    ;(isOfRule ? fault : refused).value = sayRefusal(failed)
  }
  return (
    <DialogForm
      does="Publish"
      disabled={draft.problems.length > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <Problems problems={draft.problems} />
      <WarningList of="the guide" warnings={draft.warnings} />
      {by.length > 0 ? (
        <ShownBy by={by} />
      ) : (
        <Audience {...props} {...{ choice, written, fault }} />
      )}
      <p class="small warn" role="alert">
        {refused.value}
      </p>
    </DialogForm>
  )
}

/** The last look before visitors see it. */
export const PublishDialog = (
  props: Omit<PublishProps, 'draft'> & { readonly draft: DraftItem | undefined },
) => (
  <Dialog
    open={props.draft !== undefined}
    onClose={props.onClose}
    title={props.draft ? `Publish “${isolate(nameOfDraft(props.draft))}”` : ''}
  >
    {props.draft && <Form {...props} draft={props.draft} />}
  </Dialog>
)
