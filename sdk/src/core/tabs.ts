import type { MessagesResponse } from '@waymark/schemas/wire/messages'
import type { Choices } from './consent.ts'
import type { Person } from './identity.ts'

/** What the tabs of one origin tell each other. */
export type TabMessage =
  | { readonly kind: 'person'; readonly person: Person }
  | { readonly kind: 'consent'; readonly said: Partial<Choices>; readonly person: Person }
  | { readonly kind: 'messages'; readonly response: MessagesResponse }
  /** These left the shared queue. */
  | { readonly kind: 'sent'; readonly ids: readonly string[] }
  /** The server wants a pause: nobody tries before this instant (ms since 1970). */
  | { readonly kind: 'pause'; readonly until: number }

export interface Tabs {
  tell(message: TabMessage): void
  /** A sleeping page (bfcache) must not hold the channel. */
  open(): void
  close(): void
}

/**
 * @param name absent: this tab is alone
 * @param hear runs for what other tabs tell; never for one's own
 */
export const createTabs = (name: string | undefined, hear: (message: TabMessage) => void): Tabs => {
  let channel: BroadcastChannel | undefined
  return {
    tell(message) {
      channel?.postMessage(message)
    },
    open() {
      if (name === undefined) return
      try {
        channel ??= new BroadcastChannel(name)
        channel.onmessage = ({ data }) => hear(data)
      } catch {
        // An opaque origin: this tab is alone.
      }
    },
    close() {
      channel?.close()
      channel = undefined
    },
  }
}
