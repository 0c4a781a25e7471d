import { useSignal } from '@preact/signals'
import type { Role } from '@waymark/schemas'
import { useId } from 'preact/hooks'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { roles } from './roles.ts'

/** Who or what gets a role. */
export interface Named {
  readonly name: string
  readonly role: Role
}

interface NameAndRoleProps {
  readonly asks: { readonly name: string; readonly role: string }
  readonly maxLength: number
  readonly placeholder?: string
  readonly firstRole: Role
  readonly does: string
  readonly onMake: (made: Named) => Promise<void>
  readonly onClose: () => void
}

/** Asks for a name and for what it may do. */
export const NameAndRole = (props: NameAndRoleProps) => {
  const { asks, maxLength, placeholder, firstRole, does, onMake, onClose } = props
  const id = useId()
  const name = useSignal('')
  const role = useSignal(firstRole)
  const make = (): Promise<void> => onMake({ name: name.value.trim(), role: role.value })
  return (
    <DialogForm does={does} onSubmit={make} onClose={onClose}>
      <div class="field">
        <label for={`${id}-name`}>{asks.name}</label>
        <input
          id={`${id}-name`}
          class="input"
          required
          maxLength={maxLength}
          placeholder={placeholder}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value
          }}
        />
      </div>
      <div class="field">
        <label for={`${id}-role`}>{asks.role}</label>
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
    </DialogForm>
  )
}
