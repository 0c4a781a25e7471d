import { useSignal } from '@preact/signals'
import type { UserItem } from '@waymark/schemas'
import { Plus } from 'lucide-preact'
import { queries, useQuery } from '../../api/queries.ts'
import { request } from '../../api/request.ts'
import { may, whyMayNot } from '../../app/may.ts'
import { useSession } from '../../app/session.ts'
import { Ago } from '../../ui/ago.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { say } from '../../ui/toasts.ts'
import { attempt } from '../alerts/alert-actions.ts'
import { NewUser } from './new-user.tsx'
import { OwnName } from './own-name.tsx'

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

const Row = ({ user, isMe, onLink, onRemove }: RowProps) => (
  <li class="row">
    <b class="cut">{user.name}</b>
    <span class="badge">{user.role}</span>
    <span class="faint">
      since <Ago at={user.at} />
    </span>
    {!isMe && (
      <span class="push row-tight">
        <button
          type="button"
          class="button"
          data-look="plain"
          onClick={async () => {
            const made = await makeLink(user)
            if (made) onLink(made)
          }}
        >
          New sign-in link
        </button>
        <button type="button" class="button" data-look="plain" onClick={() => onRemove(user)}>
          Remove
        </button>
      </span>
    )}
  </li>
)

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
    <div class="stack">
      <p class="quiet">Send it to them now. It works once, within 15 minutes.</p>
      <CodeBlock label="Sign-in link" text={made?.link ?? ''} />
      <div class="dialog-foot">
        <button type="button" class="button" data-look="first" onClick={onClose}>
          Done
        </button>
      </div>
    </div>
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
    <div class="stack">
      <p class="quiet">Their sessions and tokens end at once. What they did keeps their name.</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="button"
          class="button"
          data-look="first"
          onClick={() => {
            if (user) void remove(user)
            onClose()
          }}
        >
          Remove
        </button>
      </div>
    </div>
  </Dialog>
)

/** Who may sign in. */
export const UsersSection = () => {
  const { me } = useSession()
  const allowed = may(me.user.role, 'manage users')
  const users = useQuery<{ readonly users: readonly UserItem[] }>(
    allowed ? '/api/users' : undefined,
  )
  const adding = useSignal(false)
  const link = useSignal<MadeLink | undefined>(undefined)
  const removing = useSignal<UserItem | undefined>(undefined)
  return (
    <section class="section settings" aria-label="Colleagues">
      <div>
        <h2>Colleagues</h2>
        <p class="small quiet">Who may sign in. There are no passwords: a link signs in, once.</p>
      </div>
      <div class="stack">
        <OwnName />
        <div class="row">
          <button
            type="button"
            class="button"
            data-look="first"
            disabled={!allowed}
            onClick={() => {
              adding.value = true
            }}
          >
            <Plus class="icon" /> Add a colleague
          </button>
          {!allowed && <span class="small faint">{whyMayNot('manage users')}</span>}
        </div>
        {allowed && (
          <Loaded answer={users} rows={2}>
            {(data) => (
              <ul class="lines">
                {data.users
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
          </Loaded>
        )}
      </div>
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
    </section>
  )
}
