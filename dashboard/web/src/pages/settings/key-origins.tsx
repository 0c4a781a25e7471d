import { useSignal } from '@preact/signals'
import type { KeyItem } from '@waymark/schemas/api/access'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'

const originsIn = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean)

const OriginsForm = ({
  item,
  onClose,
}: {
  readonly item: KeyItem
  readonly onClose: () => void
}) => {
  const id = useId()
  const text = useSignal((item.origins ?? []).join('\n'))
  const save = async (): Promise<void> => {
    const origins = originsIn(text.value)
    const changed = await attempt(() =>
      request<KeyItem>(`/api/keys/${encodeURIComponent(item.id)}/origins`, {
        method: 'POST',
        body: { origins: origins.length > 0 ? origins : null },
      }),
    )
    if (!changed) return
    say(changed.origins ? 'Only these pages may use the key now' : 'Any page may use the key now')
    queries.refresh('/api/keys', '/api/setup')
    onClose()
  }
  return (
    <DialogForm does="Save" onSubmit={save} onClose={onClose}>
      <div class="field">
        <label for={id}>Origins, one a line; none means any</label>
        <textarea
          id={id}
          class="input"
          rows={5}
          spellcheck={false}
          placeholder={'https://app.acme.example\nhttps://*.acme.example'}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value
          }}
        />
      </div>
      <p class="small quiet">
        Pages of other origins are refused, and Setup shows them. This keeps order, not attackers: a
        program can claim any origin.
      </p>
    </DialogForm>
  )
}

/** From which pages a write key may be used. */
export const KeyOrigins = ({ item }: { readonly item: KeyItem }) => {
  const { me } = useSession()
  const open = useSignal(false)
  const allowed = may(me.user.role, 'manage-keys')
  const close = (): void => {
    open.value = false
  }
  return (
    <div class="row key-origins">
      <span class="small quiet">
        {item.origins
          ? `Pages of ${item.origins.join(', ') || 'no origin'}`
          : 'Pages of any origin'}
      </span>
      <button
        type="button"
        class="button"
        data-look="plain"
        disabled={!allowed}
        title={allowed ? undefined : whyMayNot('manage-keys')}
        onClick={() => {
          open.value = true
        }}
      >
        Change origins
      </button>
      <Dialog open={open.value} onClose={close} title="Which pages may use this key?">
        <OriginsForm item={item} onClose={close} />
      </Dialog>
    </div>
  )
}
