import { type Signal, useSignal } from '@preact/signals'
import type { DefinitionItem, DraftItem, PublishedDraft } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { queries } from '../../../api/queries.ts'
import { request } from '../../../api/request.ts'
import { authoring } from '../../../authoring/authoring.ts'
import { engagementOf, plainAudiences, shownBy } from '../../../authoring/guide-audience.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { say } from '../../../ui/toasts.ts'
import { fromId } from '../../../words/names.ts'
import { sayProblem } from '../../../words/say-problem.ts'
import { attempt } from '../../alerts/alert-actions.ts'
import { WarningList } from '../warning-list.tsx'
import { useWarnings } from './use-warnings.ts'

interface PublishProps {
  readonly env: string
  readonly draft: DraftItem
  readonly items: readonly DefinitionItem[]
  readonly onClose: () => void
}

const segmentsIn = (items: readonly DefinitionItem[]): readonly DefinitionItem[] =>
  items.filter(({ definition }) => definition.kind === 'segment' && definition.level === 'person')

/** The rule behind a choice; `undefined`: nobody yet. Text that is no JSON throws. */
const ruleOf = (choice: string, written: string): unknown => {
  if (choice === 'nobody') return undefined
  if (choice === 'rule') return JSON.parse(written)
  return plainAudiences[choice]?.rule ?? { segment: choice.replace(/^segment:/, '') }
}

const parsed = (choice: string, written: string): { readonly rule: unknown } | undefined => {
  try {
    return { rule: ruleOf(choice, written) }
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

const publish = async (props: PublishProps, rule: unknown): Promise<boolean> => {
  const { env, draft } = props
  const done = await attempt(async () => {
    const path = `/api/drafts/guide/${draft.id}/publish`
    const engagement = showing(props, rule)
    // One request: a guide never stands in force without what was to show it.
    const body = { env, version: draft.version, ...(engagement && { engagement }) }
    return (await request<PublishedDraft>(path, { method: 'POST', body })).change
  })
  if (done) authoring.published(draft.id, done.version)
  queries.refresh('/api/drafts', '/api/definitions', '/api/setup')
  if (done) say(`Published as version ${done.version}`)
  return done !== undefined
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
  <div class="small">
    <p>It is shown by:</p>
    {by.map((item) => (
      <div key={item.id}>
        <p>
          <b>{item.definition.name ?? fromId(item.id)}</b> {item.says}
        </p>
        <WarningList of={item.definition.name ?? fromId(item.id)} warnings={item.warnings} />
      </div>
    ))}
  </div>
)

interface AudienceProps extends PublishProps {
  readonly choice: Signal<string>
  readonly written: Signal<string>
}

const Audience = ({ choice, written, ...props }: AudienceProps) => {
  const { env, draft, items } = props
  const id = useId()
  const shows = showing(props, parsed(choice.value, written.value)?.rule)
  const warnings = useWarnings(env, shows ? [draft.document, shows] : [])
  return (
    <>
      <div class="field">
        <label for={`${id}-who`}>Who is shown it?</label>
        <select
          id={`${id}-who`}
          class="input"
          value={choice.value}
          onChange={(event) => {
            choice.value = event.currentTarget.value
          }}
        >
          {Object.entries(plainAudiences).map(([key, { label }]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
          {segmentsIn(items).map((item) => (
            <option key={item.id} value={`segment:${item.id}`}>
              {item.definition.name ?? fromId(item.id)}
            </option>
          ))}
          <option value="rule">Whom a rule names…</option>
          <option value="nobody">Nobody yet</option>
        </select>
      </div>
      {choice.value === 'rule' && (
        <div class="field">
          <label for={`${id}-rule`}>The rule, as JSON</label>
          <textarea
            id={`${id}-rule`}
            class="input code"
            rows={4}
            value={written.value}
            onInput={(event) => {
              written.value = event.currentTarget.value
            }}
          />
        </div>
      )}
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
  const submit = async (): Promise<void> => {
    const asked = by.length > 0 ? { rule: undefined } : parsed(choice.value, written.value)
    if (!asked) say('The rule is not JSON yet.')
    else if (await publish(props, asked.rule)) onClose()
  }
  return (
    <DialogForm
      does="Publish"
      disabled={draft.problems.length > 0}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Problems problems={draft.problems} />
      {by.length > 0 ? <ShownBy by={by} /> : <Audience {...props} {...{ choice, written }} />}
    </DialogForm>
  )
}

/** The last look before visitors see it. */
export const PublishDialog = (
  props: Omit<PublishProps, 'draft'> & { readonly draft: DraftItem | undefined },
) => (
  <Dialog open={props.draft !== undefined} onClose={props.onClose} title="Publish the guide">
    {props.draft && <Form {...props} draft={props.draft} />}
  </Dialog>
)
