import { useSignal } from '@preact/signals'
import type { TokenItem } from '@waymark/schemas/api/access'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { attempt } from '../alerts/alert-actions.ts'
import { NameAndRole, type Named } from './name-and-role.tsx'
import { ShownOnce } from './shown-once.tsx'

interface NewTokenProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Makes an API token and shows it, once. */
export const NewToken = ({ open, onClose }: NewTokenProps) => {
  const made = useSignal<string | undefined>(undefined)
  const close = (): void => {
    made.value = undefined
    onClose()
  }
  const make = async (body: Named): Promise<void> => {
    const token = await attempt(() => request<TokenItem>('/api/tokens', { method: 'POST', body }))
    if (!token) return
    made.value = token.token
    queries.refresh('/api/tokens')
  }
  return (
    <Dialog open={open} onClose={close} title={made.value ? 'Copy the token now' : 'New API token'}>
      {made.value ? (
        <ShownOnce
          says="It is shown this once. Waymark keeps only a hash of it."
          label="API token"
          text={made.value}
          onClose={close}
        />
      ) : (
        <NameAndRole
          asks={{ name: 'What is it for?', role: 'What may it do?' }}
          maxLength={100}
          placeholder="CI: publish definitions"
          firstRole="author"
          does="Create token"
          onMake={make}
          onClose={close}
        />
      )}
    </Dialog>
  )
}
