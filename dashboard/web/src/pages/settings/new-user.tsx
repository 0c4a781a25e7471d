import type { UserItem } from '@waymark/schemas/api/access'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { attempt } from '../alerts/alert-actions.ts'
import { NameAndRole, type Named } from './name-and-role.tsx'

interface NewUserProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Gets the sign-in link of whom was added. */
  readonly onMade: (made: { readonly name: string; readonly link: string }) => void
}

/** Adds a colleague. */
export const NewUser = ({ open, onClose, onMade }: NewUserProps) => {
  const make = async (body: Named): Promise<void> => {
    const made = await attempt(() =>
      request<{ readonly user: UserItem; readonly link: string }>('/api/users', {
        method: 'POST',
        body,
      }),
    )
    if (!made) return
    queries.refresh('/api/users')
    onMade({ name: made.user.name, link: made.link })
  }
  return (
    <Dialog open={open} onClose={onClose} title="Add a colleague">
      <NameAndRole
        asks={{ name: 'Name', role: 'What may they do?' }}
        maxLength={200}
        firstRole="sdr"
        does="Add"
        onMake={make}
        onClose={onClose}
      />
    </Dialog>
  )
}
