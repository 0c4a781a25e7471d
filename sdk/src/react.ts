import type { Decision } from '@waymark/schemas/wire/messages'
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Waymark } from './api.ts'
import { createTeller } from './create-teller.ts'
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

/** Says who is signed in, whenever that, a trait or the token has changed. */
export const useIdentify = (who: SignedIn | undefined): void => {
  const client = useWaymark()
  // Effects run twice in strict mode, and after every render: what is no news is not told.
  const [tell] = useState(createTeller)
  useEffect(() => tell(client, who))
}

const none: readonly Decision[] = []

/** What is decided for this person, kept current: for pages that draw it themselves (`guides: 'headless'`). */
export const useDecisions = (): readonly Decision[] => {
  const { now, subscribe } = followDecisions(useWaymark())
  return useSyncExternalStore(subscribe, now, () => none)
}
