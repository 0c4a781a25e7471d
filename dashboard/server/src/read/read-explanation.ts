import { parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type {
  ExplainedFlow,
  ExplainedGuide,
  ExplainedSend,
  Explanation,
} from '@waymark/schemas/api/explanation'
import type { MessageItem } from '@waymark/schemas/api/people'
import { ownEvents } from '@waymark/schemas/wire/event'
import type { EventStore } from '@waymark/storage'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import type { DeliveriesView } from '../deliveries/deliveries-view.ts'
import type { GatesNow } from '../deps.ts'
import { type EventRow, eventColumns, eventItem } from './event-rows.ts'
import { guideShowers } from './guide-showers.ts'
import { messageItems } from './message-items.ts'
import { ofPeople } from './read-events.ts'
import { readMessages } from './read-person.ts'
import { uncountedOfPerson } from './uncounted.ts'
import { withDeliveries } from './with-deliveries.ts'

interface MoveRow {
  readonly body: string
}

type Move = Extract<Transition, { t: 'flow' }>

const readFlowMoves = async (
  store: EventStore,
  env: string,
  subject: SubjectKey,
): Promise<readonly ExplainedFlow[]> => {
  const rows = await store.query<MoveRow>(
    `SELECT body FROM changes WHERE env = {env:String} AND subject = {subject:String} AND kind = 'flow'
     ORDER BY at_ms DESC, version DESC, idx DESC LIMIT 500`,
    { env, subject },
  )
  const moves = rows.map(({ body }) => JSON.parse(body) as Move)
  return [...Map.groupBy(moves, ({ flow }) => flow)].map(([flow, list]) => ({
    flow,
    moves: list.map(({ at, what, step, key, says }) => ({
      ...{ at, what, step },
      ...(key === undefined ? {} : { key }),
      says,
    })),
  }))
}

const sendsIn = (messages: readonly MessageItem[]): readonly ExplainedSend[] =>
  [
    ...Map.groupBy(
      messages.filter(({ guide }) => guide === ''),
      ({ engagement }) => engagement,
    ),
  ].flatMap(([engagement, history]) => {
    const [decision] = history
    return decision ? [{ engagement, decision, history }] : []
  })

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

/** Why a person was or was not shown the guides: both halves of the decision, the server's and the browser's. */
export const readExplanation = async (
  store: EventStore,
  definitions: readonly LiveDefinition[],
  about: {
    readonly env: string
    readonly subject: SubjectKey
    readonly guide?: string | undefined
    /** How the gates of all guides stand. */
    readonly now: readonly GatesNow[]
    readonly delivery: DeliveriesView['find']
  },
): Promise<Omit<Explanation, 'asOf'>> => {
  const { env, subject, guide, now } = about
  const [changes, browser, uncounted, flows] = await Promise.all([
    readMessages(store, env, subject),
    readBrowser(store, env, subject),
    uncountedOfPerson(store, env, subject),
    guide === undefined ? readFlowMoves(store, env, subject) : undefined,
  ])
  const messages = withDeliveries(messageItems(changes), about.delivery)
  const isPerson = parseSubjectKey(subject)?.kind !== 'account'
  const showers = isPerson ? guideShowers(definitions.map(({ definition }) => definition)) : []
  const guides = showers
    .filter((shower) => guide === undefined || shower.guide === guide)
    .map(({ engagement, guide: shown, wants }): ExplainedGuide => {
      const isOf = (one: Pick<MessageItem, 'guide' | 'engagement'>): boolean =>
        one.guide === shown && ofEngagement(one, engagement)
      const history = messages.filter(isOf)
      const [decision] = history
      return {
        engagement,
        guide: shown,
        wants,
        ...(decision ? { decision } : {}),
        history,
        browser: browser.filter((event) => event.properties.guide === shown),
        now: now.filter(isOf).map(({ guide: _, ...gates }) => gates),
      }
    })
  const sends = flows ? { sends: sendsIn(messages), flows } : {}
  return { subject, guides, ...sends, ...uncounted }
}

/** The second guide of an engagement is decided as `<engagement>.1`. */
const ofEngagement = ({ engagement }: Pick<MessageItem, 'engagement'>, id: string): boolean =>
  engagement === id || engagement.startsWith(`${id}.`)
