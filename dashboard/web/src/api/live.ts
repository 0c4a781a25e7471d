import { signal } from '@preact/signals'
import type { LiveMessage } from '@waymark/schemas/api/live'

/** `off`: nothing asked; `wait`: connecting or lost; `on`: what happens arrives as it happens. */
export const liveState = signal<'off' | 'wait' | 'on'>('off')

type Listener = (message: LiveMessage) => void

const listeners = new Set<Listener>()

/** Hears every live message until the returned function is called. */
export const onLive = (listener: Listener): (() => void) => {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const tell = (message: LiveMessage): void => {
  for (const listener of listeners) listener(message)
}

type Shared = { readonly message: LiveMessage } | { readonly state: 'wait' | 'on' }

const kinds = ['message', 'event', 'transition', 'refusal', 'delivery', 'rate'] as const

const openStream = (env: string, hear: (shared: Shared) => void): (() => void) => {
  const stream = new EventSource(`/api/live?env=${encodeURIComponent(env)}`)
  stream.onopen = () => hear({ state: 'on' })
  stream.onerror = () => hear({ state: 'wait' })
  for (const kind of kinds) {
    stream.addEventListener(kind, (event) => {
      hear({ message: JSON.parse((event as MessageEvent<string>).data) as LiveMessage })
    })
  }
  return () => stream.close()
}

const take = (shared: Shared): void => {
  if ('state' in shared) liveState.value = shared.state
  else tell(shared.message)
}

/**
 * Connects to what happens in an environment. All tabs of a browser share one connection: the tab that holds the lock
 * listens and passes on; when it closes, another takes over. Where locks are missing (plain http on another host), each
 * tab listens for itself.
 */
export const connectLive = (env: string): (() => void) => {
  liveState.value = 'wait'
  const stopped = new AbortController()
  if (!('locks' in navigator)) {
    const close = openStream(env, take)
    return () => {
      close()
      liveState.value = 'off'
    }
  }
  const channel = new BroadcastChannel(`waymark-live-${env}`)
  let leads = false
  channel.onmessage = (event: MessageEvent<Shared | 'who'>) => {
    if (event.data === 'who') {
      if (leads && liveState.peek() !== 'off') channel.postMessage({ state: liveState.peek() })
    } else take(event.data)
  }
  channel.postMessage('who')
  const lead = async (): Promise<void> => {
    leads = true
    const close = openStream(env, (shared) => {
      take(shared)
      channel.postMessage(shared)
    })
    await new Promise<void>((resolve) => stopped.signal.addEventListener('abort', () => resolve()))
    close()
  }
  navigator.locks
    .request(`waymark-live-${env}`, { signal: stopped.signal }, lead)
    .catch((error: unknown) => {
      if (!stopped.signal.aborted) throw error
    })
  return () => {
    stopped.abort()
    channel.close()
    liveState.value = 'off'
  }
}
