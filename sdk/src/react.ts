import type { Decision } from '@waymark/schemas'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useSyncExternalStore,
} from 'react'
import type { Waymark } from './api.ts'
import { followDecisions } from './decisions.ts'
import type { SignedIn } from './signed-in.ts'

export type { SignedIn }

const Client = createContext<Waymark | undefined>(undefined)

interface ProviderProps {
  /** What `createWaymark` gave; made once, outside of components. */
  readonly client: Waymark
  readonly children?: ReactNode
}

/**
 * Hands the client to the components below.
 *
 * @example <WaymarkProvider client={createWaymark({ key, host })}><App /></WaymarkProvider>
 */
export const WaymarkProvider = ({ client, children }: ProviderProps): ReactElement =>
  createElement(Client.Provider, { value: client }, children)

/** The client of the nearest provider. */
export const useWaymark = (): Waymark => {
  const client = useContext(Client)
  if (!client) throw new Error('useWaymark needs a <WaymarkProvider> above it')
  return client
}

/** `track`, the same function at every render: `const track = useTrack()`. */
export const useTrack = (): Waymark['track'] => {
  const client = useWaymark()
  return useCallback((event, properties) => client.track(event, properties), [client])
}

/** Says who is signed in, whenever that or a trait has changed. */
export const useIdentify = (who: SignedIn | undefined): void => {
  const client = useWaymark()
  const userId = who?.userId
  // Traits and functions are made anew at every render: what the traits say counts, and the newest token is taken.
  const traits = JSON.stringify(who?.traits ?? {})
  const newest = useRef(who)
  useEffect(() => {
    newest.current = who
  })
  const told = useRef<readonly [of: Waymark, ...who: (string | undefined)[]]>(undefined)
  useEffect(() => {
    const news = [client, userId, traits] as const
    // Effects run twice in strict mode: nobody has changed by that.
    if (told.current?.every((said, at) => said === news[at])) return
    told.current = news
    if (userId === undefined) return
    const { traits: said = {}, token } = newest.current ?? {}
    client.identify(userId, said, token === undefined ? {} : { token })
  }, [client, userId, traits])
}

const none: readonly Decision[] = []

/** What is decided for this person, kept current: for pages that draw it themselves (`guides: 'headless'`). */
export const useDecisions = (): readonly Decision[] => {
  const { now, subscribe } = followDecisions(useWaymark())
  return useSyncExternalStore(subscribe, now, () => none)
}
