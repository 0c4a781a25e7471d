import type { IdentitySetup } from '@waymark/schemas/api/identity'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'

const changed = async (run: () => Promise<unknown>, says: string): Promise<boolean> => {
  const done = await attempt(async () => {
    await run()
    return true
  })
  if (!done) return false
  say(says)
  queries.refresh('/api/identity')
  return true
}

export const setMode = (env: string, mode: IdentitySetup['mode']): Promise<boolean> =>
  changed(
    () => request('/api/identity', { method: 'POST', body: { env, mode } }),
    mode === 'enforce'
      ? 'Signed identities are enforced'
      : 'Signed identities are checked, and no longer enforced',
  )

export const makeSecret = (env: string): Promise<boolean> =>
  changed(
    () => request('/api/identity/secrets', { method: 'POST', body: { env } }),
    'The secret is ready to sign with',
  )

export const revokeSecret = (id: string): Promise<boolean> =>
  changed(
    () => request(`/api/identity/secrets/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    'What it signed proves nothing any more',
  )
