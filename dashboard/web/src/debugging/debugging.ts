import { request } from '../api/request.ts'
import { sayFailed } from '../ui/toasts.ts'
import { createDebugging } from './session.ts'

/** Goes on while somebody looks at other pages of the dashboard. */
export const debugging = createDebugging({ request, say: sayFailed })
