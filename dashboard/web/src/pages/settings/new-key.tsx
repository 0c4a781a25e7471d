import { useSignal } from '@preact/signals'
import type { KeyItem } from '@waymark/schemas/api/access'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { attempt } from '../alerts/alert-actions.ts'
import { ShownOnce } from './shown-once.tsx'

interface NewKeyProps {
  readonly open: boolean
  readonly onClose: () => void
}

interface Asked {
  readonly type: KeyItem['type']
  readonly name: string
}

const KeyForm = (props: {
  readonly onMake: (asked: Asked) => Promise<void>
  readonly onClose: () => void
}) => {
  const id = useId()
  const name = useSignal('')
  const type = useSignal<KeyItem['type']>('server')
  return (
    <DialogForm
      does="Create key"
      onSubmit={() => props.onMake({ type: type.value, name: name.value.trim() })}
      onClose={props.onClose}
    >
      <div class="field">
        <label for={`${id}-name`}>What is it for?</label>
        <input
          id={`${id}-name`}
          class="input"
          required
          maxLength={100}
          placeholder="Billing service"
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
      </div>
      <div class="field">
        <label for={`${id}-type`}>Where is it used?</label>
        <select
          id={`${id}-type`}
          class="input"
          value={type.value}
          onChange={(event) => {
            type.value = event.currentTarget.value === 'write' ? 'write' : 'server'
          }}
        >
          <option value="server">On a server: secret, its facts are trusted</option>
          <option value="write">In pages: public, may be used from any origin</option>
        </select>
      </div>
    </DialogForm>
  )
}

/** Makes a write or server key and shows it. */
export const NewKey = ({ open, onClose }: NewKeyProps) => {
  const { env } = useSession()
  const made = useSignal<KeyItem | undefined>(undefined)
  const close = (): void => {
    made.value = undefined
    onClose()
  }
  const make = async (asked: Asked): Promise<void> => {
    const body = { env, ...asked }
    const key = await attempt(() => request<KeyItem>('/api/keys', { method: 'POST', body }))
    if (!key) return
    made.value = key
    queries.refresh('/api/keys', '/api/setup')
  }
  const { key, type } = made.value ?? {}
  return (
    <Dialog open={open} onClose={close} title={key ? 'Copy the key now' : 'New key'}>
      {key ? (
        <ShownOnce
          says={
            type === 'server'
              ? 'Keep it secret. Only owners and admins can see it again, in this list.'
              : 'It is public: it stands in your pages.'
          }
          label={type === 'server' ? 'Server key' : 'Write key'}
          text={key}
          onClose={close}
        />
      ) : (
        <KeyForm onMake={make} onClose={close} />
      )}
    </Dialog>
  )
}
