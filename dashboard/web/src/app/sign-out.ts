import { request } from '../api/request.ts'
import { forgetWayBack } from './way-back.ts'

/** Ends the session in this browser; the page begins anew, and knows nothing of who was here. */
export const signOut = async (): Promise<void> => {
  await request('/api/session', { method: 'DELETE' })
  forgetWayBack()
  location.replace('/sign-in')
}
