import { useEffect, useState } from 'preact/hooks'
import type { User } from './people.ts'
import { waymark } from './waymark.ts'
import {
  keepSession,
  keepWorkspace,
  openWorkspace,
  type Workspace,
  whoIsSignedIn,
} from './workspace.ts'

/** Who is signed in and what they have; changes are kept, and told to Waymark by whoever makes them. */
export interface App {
  readonly user: User | undefined
  readonly workspace: Workspace
  readonly change: (change: Partial<Workspace>) => void
  readonly signIn: (user: User, isNew?: boolean) => void
  readonly signOut: () => void
}

const empty: Workspace = { cards: [], connected: false, automations: [], invited: [] }

/** What a host app tells Waymark about who is there: the whole of the integration, apart from `track`. */
const introduce = ({ id, name, email, role, company }: User): void => {
  const { id: account, name: accountName, industry, country, employees } = company
  waymark().identify(id, { name, email, role })
  waymark().group(account, { name: accountName, industry, country, employees, plan: 'trial' })
}

export const useApp = (): App => {
  const [user, setUser] = useState(whoIsSignedIn)
  const [workspace, setWorkspace] = useState(() => (user ? openWorkspace(user) : empty))
  useEffect(() => {
    if (user) introduce(user)
  }, [user])
  return {
    user,
    workspace,
    change: (change) => {
      if (!user) return
      const changed = { ...workspace, ...change }
      keepWorkspace(user, changed)
      setWorkspace(changed)
    },
    signIn: (next, isNew = false) => {
      keepSession(next)
      setUser(next)
      setWorkspace(openWorkspace(next))
      if (!isNew) return
      introduce(next)
      waymark().track('Signed Up', { plan: 'trial' })
    },
    signOut: () => {
      keepSession(undefined)
      setUser(undefined)
      setWorkspace(empty)
      waymark().reset()
    },
  }
}
