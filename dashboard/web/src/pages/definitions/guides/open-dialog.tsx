import { useSignal } from '@preact/signals'
import type { GuideType } from '@waymark/schemas/wire/content'
import { useId } from 'preact/hooks'
import { authoring } from '../../../authoring/authoring.ts'
import { idFor } from '../../../authoring/guide-audience.ts'
import type { Begin } from '../../../authoring/shown.ts'
import { newGuide, writtenKinds } from '../../../authoring/written-kinds.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { DialogForm } from '../../../ui/dialog-form.tsx'
import { openPage, pageOpenedLast } from '../open-page.ts'
import { PageField } from '../page-field.tsx'

/** What is opened: a guide that there is, or a new one to be named. */
export type Opened =
  | { readonly t: 'guide'; readonly from: Omit<Begin, 'url'> }
  | { readonly t: 'new'; readonly env: string }

interface OpenProps {
  readonly opened: Opened
  /** The ids of all guides and drafts; `undefined`: not loaded yet. */
  readonly taken: readonly string[] | undefined
  readonly onClose: () => void
}

interface Named {
  readonly name: string
  readonly type: GuideType
}

/** `undefined` where the id of another guide could be given to a new one. */
const beginOf = (
  { opened, taken }: OpenProps,
  { name, type }: Named,
): Omit<Begin, 'url'> | undefined => {
  if (opened.t === 'guide') return opened.from
  if (!taken) return undefined
  return {
    ...{ env: opened.env, version: 0, base: 0 },
    guide: newGuide(idFor(name, taken), name.trim(), type),
    audience: 'Nobody is shown it yet: no engagement names it.',
  }
}

const Form = (props: OpenProps) => {
  const { opened, taken, onClose } = props
  const id = useId()
  const name = useSignal('')
  const type = useSignal<GuideType>('tooltip')
  const url = useSignal(pageOpenedLast())
  const isUnready = opened.t === 'new' && !taken
  const open = (): void => {
    const from = beginOf(props, { name: name.value, type: type.value })
    if (from && openPage(url.value, (page) => authoring.begin({ ...from, url: page }))) onClose()
  }
  return (
    <DialogForm does="Open the page" disabled={isUnready} onSubmit={open} onClose={onClose}>
      {opened.t === 'new' && (
        <>
          <div class="field">
            <label for={`${id}-name`}>What is the guide called?</label>
            <input
              id={`${id}-name`}
              class="input"
              required
              maxLength={100}
              placeholder="Install the code"
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value
              }}
            />
          </div>
          <div class="field">
            <label for={`${id}-type`}>What is it?</label>
            <select
              id={`${id}-type`}
              class="input"
              value={type.value}
              onChange={(event) => {
                type.value = event.currentTarget.value as GuideType
              }}
            >
              {writtenKinds.map(([kind, label]) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
            </select>
          </div>
        </>
      )}
      <PageField label="On which page of your app?" url={url} />
      {isUnready && (
        <p class="small quiet" role="status">
          The guides that there are have not loaded yet.
        </p>
      )}
      <p class="small quiet">
        The page opens in a window of its own, with Waymark’s tools in it. Keep this window open: it
        holds the draft.
      </p>
    </DialogForm>
  )
}

/** Asks for the page to write on, and opens it. */
export const OpenDialog = ({
  opened,
  ...rest
}: Omit<OpenProps, 'opened'> & { readonly opened: Opened | undefined }) => (
  <Dialog
    open={opened !== undefined}
    onClose={rest.onClose}
    title={opened?.t === 'new' ? 'New guide' : 'Edit in your app'}
  >
    {opened && <Form opened={opened} {...rest} />}
  </Dialog>
)
