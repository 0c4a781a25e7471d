import { useSignal } from '@preact/signals'
import type { Role, UserItem } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { attempt } from '../alerts/alert-actions.ts'
import { roles } from './roles.ts'

interface NewUserProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Gets the sign-in link of whom was added. */
  readonly onMade: (made: { readonly name: string; readonly link: string }) => void
}

/** Adds a colleague. */
export const NewUser = ({ open, onClose, onMade }: NewUserProps) => {
  const id = useId()
  const name = useSignal('')
  const role = useSignal<Role>('sdr')
  const make = async (): Promise<void> => {
    const made = await attempt(() =>
      request<{ readonly user: UserItem; readonly link: string }>('/api/users', {
        method: 'POST',
        body: { name: name.value.trim(), role: role.value },
      }),
    )
    if (!made) return
    name.value = ''
    queries.refresh('/api/users')
    onMade({ name: made.user.name, link: made.link })
  }
  return (
    <Dialog open={open} onClose={onClose} title="Add a colleague">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <div class="field">
          <label for={`${id}-name`}>Name</label>
          <input
            id={`${id}-name`}
            class="input"
            required
            maxLength={200}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </div>
        <div class="field">
          <label for={`${id}-role`}>What may they do?</label>
          <select
            id={`${id}-role`}
            class="input"
            value={role.value}
            onChange={(event) => {
              role.value = event.currentTarget.value as Role
            }}
          >
            {roles.map((one) => (
              <option key={one.role} value={one.role}>
                {one.role}: {one.says}
              </option>
            ))}
          </select>
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="button" data-look="first">
            Add
          </button>
        </div>
      </form>
    </Dialog>
  )
}
