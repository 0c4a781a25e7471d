import type { Decision } from '@waymark/schemas/wire/messages'
import {
  type InjectionKey,
  inject,
  onScopeDispose,
  type Plugin,
  type ShallowRef,
  shallowRef,
  toValue,
  watchEffect,
} from 'vue'
import type { Waymark } from './api.ts'
import { createTeller } from './create-teller.ts'
import { followDecisions } from './decisions.ts'
import type { SignedIn } from './signed-in.ts'

export type { SignedIn }

const clientKey: InjectionKey<Waymark> = Symbol('waymark')

/**
 * Hands the client to all components of an app.
 *
 * @example createApp(App).use(waymarkPlugin(createWaymark({ key, host }))).mount('#app')
 */
export const waymarkPlugin = (client: Waymark): Plugin => ({
  install: (app) => {
    app.provide(clientKey, client)
  },
})

/** The client of the app. */
export const useWaymark = (): Waymark => {
  const client = inject(clientKey, undefined)
  if (!client) throw new Error('useWaymark needs app.use(waymarkPlugin(client))')
  return client
}

/** `track`, to be called anywhere in the component: `const track = useTrack()`. */
export const useTrack = (): Waymark['track'] => {
  const client = useWaymark()
  return (event, properties) => client.track(event, properties)
}

/** Says who is signed in, whenever that, a trait or the token has changed: a value, a ref, or a function that reads some. */
export const useIdentify = (
  who:
    | SignedIn
    | undefined
    | { readonly value: SignedIn | undefined }
    | (() => SignedIn | undefined),
): void => {
  const client = useWaymark()
  const tell = createTeller()
  watchEffect(() => tell(client, toValue<SignedIn | undefined>(who as never)))
}

/** What is decided for this person, kept current: for pages that draw it themselves (`guides: 'headless'`). */
export const useDecisions = (): Readonly<ShallowRef<readonly Decision[]>> => {
  const { now, subscribe } = followDecisions(useWaymark())
  const decisions = shallowRef(now())
  onScopeDispose(
    subscribe(() => {
      decisions.value = now()
    }),
  )
  return decisions
}
