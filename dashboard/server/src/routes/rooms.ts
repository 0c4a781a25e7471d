import type { AuditEntry } from '@waymark/schemas'
import type { Actor } from '../access/authenticate.ts'
import type { AssetsView } from '../assets/assets-view.ts'
import type { AuthoringView } from '../authoring/authoring-view.ts'
import type { ControlView } from '../control/control-view.ts'
import type { createApply } from '../definitions/apply-definitions.ts'
import type { DefinitionsView } from '../definitions/definitions-view.ts'
import type { createDrafts } from '../definitions/drafts.ts'
import type { createNotTakenUp } from '../definitions/not-taken-up.ts'
import type { createRollBack } from '../definitions/roll-back.ts'
import type { VersionsView } from '../definitions/versions-view.ts'
import type { DeliveriesView } from '../deliveries/deliveries-view.ts'
import type { DashboardConfig, DashboardDeps, Sender } from '../deps.ts'
import { type Refused, refuse } from '../http/refusal.ts'
import type { LiveFeed } from '../live/live-feed.ts'
import type { RefusalsView } from '../refusals/refusals-view.ts'

/** What routes work with. */
export interface Rooms {
  readonly config: DashboardConfig
  readonly deps: DashboardDeps
  readonly control: ControlView
  readonly definitions: DefinitionsView
  readonly versions: VersionsView
  readonly deliveries: DeliveriesView
  readonly assets: AssetsView
  readonly authoring: AuthoringView
  readonly refusals: RefusalsView
  readonly sender: Sender
  readonly changes: ReturnType<typeof createApply>
  readonly rollBack: ReturnType<typeof createRollBack>
  readonly drafts: ReturnType<typeof createDrafts>
  readonly live: LiveFeed
  readonly notTakenUp: ReturnType<typeof createNotTakenUp>
  readonly asOf: (env: string) => Promise<number>
}

/** The environment that a request means: the named one, or the only one. */
export const envOf = (rooms: Rooms, named: string | undefined): string | Refused => {
  if (named !== undefined) {
    return rooms.definitions.environment(named)
      ? named
      : refuse('not_found', `There is no environment "${named}".`, { at: 'env' })
  }
  const [only, ...others] = rooms.definitions.environments()
  if (only && others.length === 0) return only.env
  return refuse('invalid_request', 'Name the environment: ?env=…', { at: 'query.env' })
}

/** An entry of the audit log, to be written with what it is about. */
export const auditEntry = (
  rooms: Rooms,
  actor: Pick<Actor, 'id'>,
  about: Pick<AuditEntry, 'what' | 'on' | 'detail'>,
): AuditEntry => ({
  t: 'audit',
  id: rooms.deps.ids.newId('aud'),
  at: rooms.deps.clock(),
  by: actor.id,
  ...about,
})

/** The name of a user, a token or Waymark itself, by id. */
export const actorName = (rooms: Rooms, id: string): string =>
  rooms.control.user(id)?.name ??
  rooms.control.tokens().find((token) => token.id === id)?.name ??
  (id === 'waymark' ? 'Waymark' : id)
