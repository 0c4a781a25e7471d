import { queries } from '../api/queries.ts'
import { request } from '../api/request.ts'
import { theme } from '../app/theme.ts'
import { sayFailed } from '../ui/toasts.ts'
import { createAuthoring } from './session.ts'

/** Goes on while its author looks at other pages of the dashboard. */
export const authoring = createAuthoring({
  request,
  look: () => theme.peek(),
  onSaved: () => queries.refresh('/api/drafts'),
  say: sayFailed,
})
