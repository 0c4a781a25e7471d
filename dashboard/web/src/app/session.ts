import type { Me } from '@waymark/schemas/api/me'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

/** Who is signed in, and which environment is looked at. */
export interface Session {
  readonly me: Me
  readonly env: string
  readonly setEnv: (env: string) => void
}

export const SessionContext = createContext<Session | undefined>(undefined)

/** The session of the pages inside the shell. */
export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('a page is shown outside the shell')
  return session
}
