import { useSignal } from '@preact/signals'
import type { TokenItem } from '@waymark/schemas/api/access'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'

interface RevokeTokenProps {
  readonly token: TokenItem | undefined
  readonly onClose: () => void
}

/** Ends a token for good. It cannot be taken back, so its name has to be typed. */
export const RevokeToken = ({ token, onClose }: RevokeTokenProps) => {
  const id = useId()
  const typed = useSignal('')
  if (!token) return null
  const close = (): void => {
    typed.value = ''
    onClose()
  }
  const revoke = async (): Promise<void> => {
    const done = await attempt(async () => {
      await request(`/api/tokens/${encodeURIComponent(token.id)}`, { method: 'DELETE' })
      return true
    })
    close()
    if (!done) return
    say(`${token.name} no longer works`)
    queries.refresh('/api/tokens')
  }
  return (
    <Dialog open={true} onClose={close} title={`Revoke ${token.name}?`}>
      <DialogForm
        does="Revoke"
        look="bad"
        disabled={typed.value !== token.name}
        onSubmit={async () => {
          if (typed.value === token.name) await revoke()
        }}
        onClose={close}
      >
        <p class="quiet">What uses it stops working at once. This cannot be undone.</p>
        <div class="field">
          <label for={id}>
            Type <b>{token.name}</b> to confirm
          </label>
          <input
            id={id}
            class="input"
            autocomplete="off"
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value
            }}
          />
        </div>
      </DialogForm>
    </Dialog>
  )
}
