import { type WorkFault, type WorkWish, workFault } from '@waymark/schemas'
import type { Actor } from '../access/authenticate.ts'
import { mayDo } from '../access/capabilities.ts'
import { type Refused, refuse } from '../http/refusal.ts'
import type { Rooms } from './rooms.ts'

/** A lead or a task as its list shows it. */
interface Listed {
  readonly owner?: string
  readonly ownerId?: string
  readonly closedById?: string
  readonly outcome?: string
}

interface Asked {
  /** `lead.` or `task.`: what its audit entries begin with. */
  readonly kind: 'lead.' | 'task.'
  readonly subject: string
  /** Of the PQL or of the task. */
  readonly id: string
}

/** What the refusal tells, for the API's description. */
export const lateConflict =
  '`too_late`: somebody else has claimed it, it is closed already, or there is nothing to give back or to open again; nothing was written.'

/** Only their own: whoever may not give back what others have claimed, or asks for no more. */
export const ownOnly = (
  actor: Actor,
  asked?: { readonly own?: true | undefined },
): { readonly own?: true } => (mayDo(actor.role, 'release-any') && !asked?.own ? {} : { own: true })

/** What was asked since then may not be in the lists yet. */
export const isListed = (rooms: Rooms, { kind, subject, id }: Asked, asOf: number): boolean =>
  !rooms.control
    .audit()
    .some(
      ({ what, on, detail, at }) =>
        at >= asOf && on === subject && detail === id && what.startsWith(kind),
    )

const says: { readonly [Fault in WorkFault]: (owner: string) => string } = {
  closed: () => 'It is closed already.',
  not_closed: () => 'It is not closed.',
  claimed: (owner) => `${owner} has claimed it already. Ask them, or take another one.`,
  not_claimed: () => 'Nobody has claimed it: there is nothing to give back.',
  not_yours_to_open: () =>
    'It is not yours. With your role you open again only what you had claimed or have closed.',
  not_yours: (owner) => `${owner} has claimed it, and it is not yours to give back.`,
}

/** Why what somebody wants to do changes nothing, by what its list shows. */
export const refuseLate = (listed: Listed, wish: WorkWish): Refused | undefined => {
  const now = {
    by: listed.ownerId,
    closedBy: listed.closedById,
    isClosed: listed.outcome !== undefined,
  }
  const fault = workFault(now, wish)
  if (!fault) return undefined
  const code = fault.startsWith('not_yours') ? 'role_not_allowed' : 'too_late'
  return refuse(code, says[fault](listed.owner ?? 'Somebody'), { at: 'body.do' })
}
