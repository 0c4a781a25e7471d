import type { MessageStep, Transition } from '@waymark/schemas'
import type { MessageItem } from '@waymark/schemas/api/people'
import type { Gate } from '@waymark/schemas/wire/gates'

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

/** How far each went with the person; what comes later and went less far changes nothing. */
const reach: { readonly [Status in MessageItem['status']]: number } = {
  suppressed: 0,
  decided: 0,
  sent: 0,
  withdrawn: 1,
  missed: 1,
  shown: 2,
  seen: 3,
  dismissed: 4,
  clicked: 5,
  completed: 6,
}

const noGates: readonly Gate[] = []

/** What a transition says of the message itself. */
const named = ({
  engagement,
  guide,
  channel,
  what,
  variant,
}: Pick<MessageItem, 'engagement' | 'guide' | 'channel' | 'what' | 'variant'>) => ({
  engagement,
  guide,
  ...(channel === undefined ? {} : { channel }),
  ...(what === undefined ? {} : { what }),
  ...(variant === undefined ? {} : { variant }),
})

/** What became of each message that was decided or withheld, newest first. */
export const messageItems = (changes: readonly MessageChange[]): readonly MessageItem[] => {
  const items = new Map<string, MessageItem>()
  const put = (key: string, item: MessageItem): void => {
    items.delete(key)
    items.set(key, item)
  }
  /** A decision stands at the furthest thing that happened to the person: one that was shown is not taken back any more. */
  const advance = (decision: string, item: MessageItem): void => {
    const had = items.get(decision)
    if (had === undefined || reach[item.status] >= reach[had.status]) put(decision, item)
  }
  for (const { at, transition: t } of changes) {
    if (t.t === 'suppressed') {
      put(`${t.engagement}/${t.guide}/suppressed`, {
        ...named(t),
        status: 'suppressed',
        at,
        why: t.why,
      })
    }
    if (t.t === 'send')
      put(t.send, {
        ...named({ ...t, guide: '' }),
        decision: t.send,
        status: 'sent',
        at,
        why: t.why,
      })
    if (t.t === 'decided' || t.t === 'withdrawn') {
      const { engagement, decision, why } = t
      // What is published no more is withdrawn without its name: the decision told it.
      const guide = t.guide || (items.get(decision)?.guide ?? '')
      advance(decision, { engagement, guide, decision, status: t.t, at, why })
    }
    if (t.t === 'message') {
      const { engagement, guide, decision } = t
      const why = items.get(decision)?.why ?? noGates
      advance(decision, { engagement, guide, decision, status: statusOf[t.what], at, why })
    }
  }
  return [...items.values()].reverse()
}

/** The kinds of transition that `messageItems` reads. */
export const messageKinds = ['decided', 'withdrawn', 'suppressed', 'send', 'message']
