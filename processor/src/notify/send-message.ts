import type { SubjectKey, Transition } from '@waymark/schemas'
import { subjectLink } from './alert-message.ts'

export type SendTransition = Extract<Transition, { readonly t: 'send' }>

/**
 * What an engagement sends out of the app: what a webhook receives, and what the other channels are rendered from. Stored with the
 * delivery; the same at every attempt.
 */
export interface SendMessage {
  readonly type: 'engagement.sent'
  /** When it was decided, ISO 8601. */
  readonly timestamp: string
  readonly data: Pick<
    SendTransition,
    'send' | 'channel' | 'what' | 'to' | 'traits' | 'say' | 'sayMarks' | 'task' | 'key'
  > & {
    /** As its author wrote it. */
    readonly engagement: string
    readonly variant?: string
    readonly env: string
    readonly subject: SubjectKey
    readonly links: { readonly subject: string }
  }
}

interface Place {
  readonly env: string
  readonly publicUrl: string
  /** Names of the traits that are needed; all where absent. */
  readonly traits?: ReadonlySet<string>
}

export const sendMessage = (sent: SendTransition, place: Place): SendMessage => {
  const { send, definition, variant, channel, what, to, traits, say, sayMarks, task, key, at } =
    sent
  const { env, publicUrl } = place
  const subject = to.person
  return {
    type: 'engagement.sent',
    timestamp: new Date(at).toISOString(),
    data: {
      send,
      engagement: definition,
      ...(variant === undefined ? {} : { variant }),
      channel,
      what,
      env,
      subject,
      to,
      traits: place.traits
        ? Object.fromEntries(Object.entries(traits).filter(([name]) => place.traits?.has(name)))
        : traits,
      ...(say === undefined ? {} : { say }),
      ...(sayMarks === undefined ? {} : { sayMarks }),
      ...(task === undefined ? {} : { task }),
      ...(key === undefined ? {} : { key }),
      links: { subject: subjectLink(publicUrl, { env, subject }) },
    },
  }
}

/** Who it is about, as a human would say it. */
const whoOf = ({ to }: SendMessage['data']): string => to.name ?? to.email ?? to.userId ?? to.person

/** What a human reads first. */
export const sendTitle = ({ data }: SendMessage): string =>
  data.task ? `Task: ${data.task.title}` : `${whoOf(data)}: ${data.engagement}`

/** What is known of whom it is about, one line each. */
export const factLines = ({ data }: SendMessage): readonly string[] => {
  const { to, task } = data
  const email = to.email === undefined || to.email === whoOf(data) ? '' : ` <${to.email}>`
  return [
    `Who: ${whoOf(data)}${email}`,
    ...(to.account === undefined ? [] : [`Account: ${to.account}`]),
    ...(task?.due === undefined ? [] : [`Due: ${new Date(task.due).toISOString().slice(0, 10)}`]),
  ]
}

/** What a human needs to know: what the author says, and the facts. */
export const sendLines = (message: SendMessage): readonly string[] => {
  const { say } = message.data
  return [...(say === undefined ? [] : [say]), ...factLines(message)]
}
