/*
 * The dashboard's API, `/api/*`, one file per resource. Session cookie or `Authorization: Bearer wm_…`. Every answer that
 * counts carries `asOf` (ms): the clock of what it was read from. Lists page by `before` / `cursor`. Instants are ms since
 * the epoch.
 */

import type { Role } from '../log/control-record.ts'

/** GET /api/me */
export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly role: Role }
  readonly environments: readonly { readonly id: string; readonly name: string }[]
  readonly project: { readonly id: string; readonly name: string }
  /** What this installation is: storage, versions. */
  readonly demo: boolean
  /** Whether it was started with a mail server; absent where the process that sends is another. */
  readonly hasMailServer?: boolean
}
