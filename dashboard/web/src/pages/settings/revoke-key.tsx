import type { KeyItem } from '@waymark/schemas/api/access'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'
import { keyName } from './key-name.ts'

interface RevokeKeyProps {
  readonly item: KeyItem | undefined
  readonly onClose: () => void
}

const stops = {
  write:
    'Pages that still carry it send nothing more and show no messages. Put another write key into them first.',
  server:
    'Servers that still use it are refused, and what they send is lost. Give them another server key first.',
} as const

/** Ends a key for good, after saying what stops working. */
export const RevokeKey = ({ item, onClose }: RevokeKeyProps) => {
  if (!item) return null
  const revoke = async (): Promise<void> => {
    const done = await attempt(async () => {
      await request(`/api/keys/${encodeURIComponent(item.id)}`, { method: 'DELETE' })
      return true
    })
    onClose()
    if (!done) return
    say(`${keyName(item)} no longer works`)
    queries.refresh('/api/keys', '/api/setup')
  }
  return (
    <Dialog open={true} onClose={onClose} title={`Revoke ${keyName(item)}?`}>
      <DialogForm does="Revoke" look="bad" onSubmit={revoke} onClose={onClose}>
        <p class="quiet">{stops[item.type]}</p>
        <p class="quiet">It stops working within a second. This cannot be undone.</p>
      </DialogForm>
    </Dialog>
  )
}
