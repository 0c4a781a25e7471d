import { useSignal } from '@preact/signals'
import type { Role, TokenItem } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { attempt } from '../alerts/alert-actions.ts'
import { roles } from './roles.ts'

interface NewTokenProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Makes an API token and shows it, once. */
export const NewToken = ({ open, onClose }: NewTokenProps) => {
  const id = useId()
  const name = useSignal('')
  const role = useSignal<Role>('author')
  const made = useSignal<string | undefined>(undefined)
  const close = (): void => {
    made.value = undefined
    name.value = ''
    onClose()
  }
  const make = async (): Promise<void> => {
    const token = await attempt(() =>
      request<TokenItem>('/api/tokens', {
        method: 'POST',
        body: { name: name.value.trim(), role: role.value },
      }),
    )
    if (!token) return
    made.value = token.token
    queries.refresh('/api/tokens')
  }
  return (
    <Dialog open={open} onClose={close} title={made.value ? 'Copy the token now' : 'New API token'}>
      {made.value ? (
        <div class="stack">
          <p class="quiet">It is shown this once. Waymark keeps only a hash of it.</p>
          <CodeBlock label="API token" text={made.value} />
          <div class="dialog-foot">
            <button type="button" class="button" data-look="first" onClick={close}>
              Done
            </button>
          </div>
        </div>
      ) : (
        <form
          class="stack"
          onSubmit={(event) => {
            event.preventDefault()
            void make()
          }}
        >
          <div class="field">
            <label for={`${id}-name`}>What is it for?</label>
            <input
              id={`${id}-name`}
              class="input"
              required
              maxLength={100}
              placeholder="CI: publish definitions"
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value
              }}
            />
          </div>
          <div class="field">
            <label for={`${id}-role`}>What may it do?</label>
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
            <button type="button" class="button" onClick={close}>
              Cancel
            </button>
            <button type="submit" class="button" data-look="first">
              Create token
            </button>
          </div>
        </form>
      )}
    </Dialog>
  )
}
