import { useSignal } from '@preact/signals'
import type { UserItem } from '@waymark/schemas/api/access'
import { queries } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DialogForm } from '../../ui/dialog-form.tsx'
import { say } from '../../ui/toasts.ts'
import { useOnce } from '../../ui/use-once.ts'
import { attempt } from '../alerts/alert-actions.ts'
import { ManagedSection } from './managed-section.tsx'
import { NewUser } from './new-user.tsx'
import { OwnName } from './own-name.tsx'
import { ShownOnce } from './shown-once.tsx'

interface MadeLink {
  readonly name: string
  readonly link: string
}

const makeLink = async ({ id, name }: UserItem): Promise<MadeLink | undefined> => {
  const made = await attempt(() =>
    request<{ readonly link: string }>(`/api/users/${encodeURIComponent(id)}/link`, {
      method: 'POST',
    }),
  )
  return made && { name, link: made.link }
}

const remove = async ({ id, name }: UserItem): Promise<void> => {
  const done = await attempt(async () => {
    await request(`/api/users/${encodeURIComponent(id)}`, { method: 'DELETE' })
    return true
  })
  if (done) say(`${name} may not sign in any more`)
  queries.refresh('/api/users', '/api/tokens')
}

interface RowProps {
  readonly user: UserItem
  readonly isMe: boolean
  readonly onLink: (made: MadeLink) => void
  readonly onRemove: (user: UserItem) => void
}

const Row = ({ user, isMe, onLink, onRemove }: RowProps) => {
  const { busy, run } = useOnce(async () => {
    const made = await makeLink(user)
    if (made) onLink(made)
  })
  return (
    <li class="row">
      <b class="cut">{user.name}</b>
      <span class="badge">{user.role}</span>
      <span class="faint">
        added <Ago at={user.at} />
      </span>
      {!isMe && (
        <span class="push row-tight">
          <button type="button" class="button" data-look="plain" aria-disabled={busy} onClick={run}>
            New sign-in link
          </button>
          <button type="button" class="button" data-look="plain" onClick={() => onRemove(user)}>
            Remove
          </button>
        </span>
      )}
    </li>
  )
}

/** A sign-in link, to be handed over: it works once. */
const LinkDialog = ({
  made,
  onClose,
}: {
  readonly made: MadeLink | undefined
  readonly onClose: () => void
}) => (
  <Dialog
    open={made !== undefined}
    onClose={onClose}
    title={made ? `Sign-in link for ${made.name}` : ''}
  >
    <ShownOnce
      says="Send it to them now. It works once, within 15 minutes."
      label="Sign-in link"
      text={made?.link ?? ''}
      onClose={onClose}
    />
  </Dialog>
)

const RemoveDialog = ({
  user,
  onClose,
}: {
  readonly user: UserItem | undefined
  readonly onClose: () => void
}) => (
  <Dialog open={user !== undefined} onClose={onClose} title={user ? `Remove ${user.name}?` : ''}>
    <DialogForm
      does="Remove"
      onSubmit={async () => {
        if (user) await remove(user)
        onClose()
      }}
      onClose={onClose}
    >
      <p class="quiet">Their sessions and tokens end at once. What they did keeps their name.</p>
    </DialogForm>
  </Dialog>
)

/** Who may sign in. */
export const UsersSection = () => {
  const { me } = useSession()
  const adding = useSignal(false)
  const link = useSignal<MadeLink | undefined>(undefined)
  const removing = useSignal<UserItem | undefined>(undefined)
  return (
    <ManagedSection<{ readonly users: readonly UserItem[] }>
      title="Colleagues"
      about="Who may sign in. There are no passwords: a link signs in, once."
      deed="manage-users"
      path="/api/users"
      adds="Add a colleague"
      onAdd={() => {
        adding.value = true
      }}
      first={<OwnName />}
      list={({ users }) => (
        <ul class="lines">
          {users
            .filter((user) => user.removed === undefined)
            .map((user) => (
              <Row
                key={user.id}
                user={user}
                isMe={user.id === me.user.id}
                onLink={(made) => {
                  link.value = made
                }}
                onRemove={(one) => {
                  removing.value = one
                }}
              />
            ))}
        </ul>
      )}
    >
      <NewUser
        open={adding.value}
        onClose={() => {
          adding.value = false
        }}
        onMade={(made) => {
          adding.value = false
          link.value = made
        }}
      />
      <LinkDialog
        made={link.value}
        onClose={() => {
          link.value = undefined
        }}
      />
      <RemoveDialog
        user={removing.value}
        onClose={() => {
          removing.value = undefined
        }}
      />
    </ManagedSection>
  )
}
