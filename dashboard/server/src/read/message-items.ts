import type { Gate, MessageItem, MessageStep, Transition } from '@waymark/schemas'

/** A transition with its instant, oldest first. */
export interface MessageChange {
  readonly at: number
  readonly transition: Transition
}

const statusOf: { readonly [Step in MessageStep]: MessageItem['status'] } = {
  rendered: 'shown',
  seen: 'seen',
  clicked: 'clicked',
  dismissed: 'dismissed',
  snoozed: 'dismissed',
  completed: 'completed',
  missed: 'missed',
}

const noGates: readonly Gate[] = []

/** What became of each message that was decided or withheld, newest first. */
export const messageItems = (changes: readonly MessageChange[]): readonly MessageItem[] => {
  const items = new Map<string, MessageItem>()
  const put = (key: string, item: MessageItem): void => {
    items.delete(key)
    items.set(key, item)
  }
  for (const { at, transition: t } of changes) {
    if (t.t === 'suppressed') {
      const { engagement, guide, why } = t
      put(`${engagement}/${guide}/suppressed`, { engagement, guide, status: 'suppressed', at, why })
    }
    if (t.t === 'decided' || t.t === 'withdrawn') {
      const { engagement, guide, decision, why } = t
      put(decision, { engagement, guide, decision, status: t.t, at, why })
    }
    if (t.t === 'message') {
      const { engagement, guide, decision } = t
      const why = items.get(decision)?.why ?? noGates
      put(decision, { engagement, guide, decision, status: statusOf[t.what], at, why })
    }
  }
  return [...items.values()].reverse()
}

/** The kinds of transition that `messageItems` reads. */
export const messageKinds = ['decided', 'withdrawn', 'suppressed', 'message']
