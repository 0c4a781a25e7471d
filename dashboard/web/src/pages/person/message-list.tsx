import type { MessageDelivery, MessageItem } from '@waymark/schemas/api/people'
import { useNames } from '../../api/use-names.ts'
import { Ago } from '../../ui/ago.tsx'
import { Gates } from '../../ui/gates.tsx'
import { Name } from '../../ui/name.tsx'
import { whyNot } from '../../words/say-gate.ts'
import type { NameOf } from '../../words/say-sender.ts'

const looks: Readonly<
  Record<MessageItem['status'], { readonly says: string; readonly look?: string }>
> = {
  decided: { says: 'may be shown', look: 'info' },
  shown: { says: 'shown', look: 'good' },
  sent: { says: 'sent', look: 'good' },
  seen: { says: 'seen', look: 'good' },
  clicked: { says: 'clicked', look: 'good' },
  completed: { says: 'completed', look: 'good' },
  dismissed: { says: 'dismissed' },
  withdrawn: { says: 'withdrawn' },
  suppressed: { says: 'not shown', look: 'warn' },
  missed: { says: 'found no place', look: 'warn' },
}

type Look = (typeof looks)[MessageItem['status']]

/** What came of it at its channel: what was decided to be sent need not have gone out. */
const deliveries: Readonly<Record<MessageDelivery['status'], Look>> = {
  delivered: { says: 'sent', look: 'good' },
  waiting: { says: 'on its way', look: 'info' },
  retrying: { says: 'tried again', look: 'warn' },
  dead: { says: 'could not be sent', look: 'warn' },
  dropped: { says: 'not sent', look: 'warn' },
}

const lookOf = ({ status, channel, delivery }: MessageItem): Look => {
  if (status === 'sent' && delivery) return deliveries[delivery.status]
  return status === 'suppressed' && channel ? { ...looks[status], says: 'not sent' } : looks[status]
}

/** The guide's name; of what is sent the template's or the endpoint's. */
const whatOf = ({ engagement, guide, channel, what }: MessageItem, name: NameOf): string => {
  // What is published no more is not always known: then it goes by what showed it.
  if (!channel) return guide === '' ? name('engagement', engagement) : name('guide', guide)
  return name(channel === 'email' ? 'email' : 'endpoint', what ?? '')
}

const isNot = (message: MessageItem): boolean =>
  message.status === 'suppressed' || message.status === 'withdrawn'

/** Every message to a person: what became of it, and why or why not. */
export const MessageList = ({ messages }: { readonly messages: readonly MessageItem[] }) => {
  const name = useNames()
  if (messages.length === 0)
    return <p class="small quiet">No message was meant for this person yet.</p>
  return (
    <ul class="lines">
      {messages.map((message) => (
        <li key={`${message.engagement}${message.at}${message.status}`}>
          <details>
            <summary>
              <b>
                <Name>{whatOf(message, name)}</Name>
              </b>{' '}
              <span class="badge" data-is={lookOf(message).look}>
                {lookOf(message).says}
              </span>{' '}
              <span class="faint">
                <Ago at={message.at} />
              </span>
              {isNot(message) && <span class="quiet"> because {whyNot(message.why, name)}</span>}
              {message.delivery?.error && <span class="quiet">: {message.delivery.error}</span>}
            </summary>
            <div class="gates-in">
              <Gates why={message.why} name={name} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
