import type { Subscription } from './event-log.ts'

/** The subscriptions of a log that are alive, to be stopped before it closes. */
export interface SubscriptionSet {
  readonly add: (subscription: Subscription) => Subscription
  readonly stopAll: () => Promise<void>
}

export const createSubscriptionSet = (): SubscriptionSet => {
  const alive = new Set<Subscription>()
  return {
    add: (subscription) => {
      alive.add(subscription)
      const forget = () => void alive.delete(subscription)
      subscription.done.then(forget, forget)
      return subscription
    },
    stopAll: async () => {
      await Promise.all([...alive].map((subscription) => subscription.stop()))
    },
  }
}
