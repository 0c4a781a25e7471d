import {
  armsOf,
  type Engagement,
  type EventItem,
  type MessageItem,
  ownEvents,
  type SubjectKey,
  sayRule,
} from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { type EventRow, eventColumns, eventItem } from './event-rows.ts'
import { messageItems } from './message-items.ts'
import { ofPeople } from './read-events.ts'
import { readMessages } from './read-person.ts'

/** One engagement's guide for one person: what it wants, what was decided, what the browser reported. */
export interface ExplainedGuide {
  readonly engagement: string
  readonly guide: string
  /** The audience in words. */
  readonly wants: string
  /** The newest decision; absent: the processor has never looked, or the person was never in the audience. */
  readonly decision?: MessageItem
  readonly history: readonly MessageItem[]
  /** What the browser reported about it, newest first. */
  readonly browser: readonly EventItem[]
}

export interface Explanation {
  readonly subject: SubjectKey
  readonly guides: readonly ExplainedGuide[]
}

const browserEvents = Object.values(ownEvents).filter((name) => name.startsWith('$guide_'))

const readBrowser = async (
  store: EventStore,
  env: string,
  subject: SubjectKey,
): Promise<readonly EventItem[]> => {
  const rows = await store.query<EventRow>(
    `SELECT ${eventColumns} FROM accepted
     WHERE env = {env:String} AND ${ofPeople} AND event IN {names:Array(String)}
     ORDER BY time_ms DESC LIMIT 500`,
    { env, people: [subject], names: browserEvents },
  )
  return rows.map(eventItem)
}

const guidesOf = (engagement: Engagement): readonly string[] => [
  ...new Set(armsOf(engagement).flatMap(({ send }) => send.flatMap(({ guide }) => guide ?? []))),
]

/** Why a person was or was not shown the guides: both halves of the decision, the server's and the browser's. */
export const readExplanation = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  about: {
    readonly env: string
    readonly subject: SubjectKey
    readonly guide?: string | undefined
  },
): Promise<Explanation> => {
  const { env, subject, guide } = about
  const [changes, browser] = await Promise.all([
    readMessages(store, env, subject),
    readBrowser(store, env, subject),
  ])
  const messages = messageItems(changes)
  const guides = definitions.flatMap(({ definition }) => {
    if (definition.kind !== 'engagement') return []
    return guidesOf(definition)
      .filter((shown) => guide === undefined || shown === guide)
      .map((shown): ExplainedGuide => {
        const history = messages.filter(
          (message) => message.guide === shown && ofEngagement(message, definition.id),
        )
        const [decision] = history
        return {
          engagement: definition.id,
          guide: shown,
          wants: sayRule(definition.audience),
          ...(decision ? { decision } : {}),
          history,
          browser: browser.filter((event) => event.properties.guide === shown),
        }
      })
  })
  return { subject, guides }
}

/** The second guide of an engagement is decided as `<engagement>.1`. */
const ofEngagement = (message: MessageItem, id: string): boolean =>
  message.engagement === id || message.engagement.startsWith(`${id}.`)
