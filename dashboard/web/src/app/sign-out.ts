import { queries } from '../api/queries.ts'
import { request } from '../api/request.ts'
import { signedOut } from '../api/signed-out.ts'

/** Ends the session in this browser. */
export const signOut = async (): Promise<void> => {
  await request('/api/session', { method: 'DELETE' })
  queries.clear()
  signedOut.value = true
}
