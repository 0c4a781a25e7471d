import { eventSources, type JsonObject, lifecycleStates, type Transition } from '@waymark/schemas'
import type {
  AccountDetail,
  AccountItem,
  AccountsList,
  MemberItem,
} from '@waymark/schemas/api/accounts'
import type { EventItem, EventList } from '@waymark/schemas/api/events'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { Names } from '@waymark/schemas/api/names'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import type { Overview } from '@waymark/schemas/api/overview'
import type {
  MessageItem,
  MilestoneItem,
  PeopleList,
  PersonDetail,
  PersonItem,
  TraitItem,
} from '@waymark/schemas/api/people'
import type { Timeline } from '@waymark/schemas/api/timeline'
import { type Gate, gateNames } from '@waymark/schemas/wire/gates'
import { z } from 'zod'
import { lead, memberShape } from './lead-answers.ts'
import { scoreItem } from './score-answers.ts'

/** What answers about the past look like: held against the types of `@waymark/schemas` by the compiler. */

const instant = z.int().describe('ms since the epoch')
const texts = z.array(z.string())
const level = z.enum(['person', 'account'])
const json = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>
const optionalText = z.string().exactOptional()

export const eventItemSchema: z.ZodType<EventItem> = z.object({
  messageId: z.string(),
  type: z.string(),
  event: z.string(),
  person: z.string(),
  userId: optionalText,
  anonymousId: optionalText,
  account: optionalText,
  time: instant,
  received: instant,
  source: z.enum(eventSources),
  properties: json,
  context: json,
})

const gate: z.ZodType<Gate> = z.object({
  gate: z.enum(gateNames),
  is: z.boolean(),
  wants: z.string(),
  found: z.string(),
})

const sendChannel = z.enum(['email', 'webhook', 'slack', 'task'])

/** Named by `t`; what else it holds depends on that. */
const transition = z.looseObject({ t: z.string() }) as unknown as z.ZodType<Transition>

const message: z.ZodType<MessageItem> = z.object({
  engagement: z.string(),
  guide: z.string(),
  channel: sendChannel.exactOptional(),
  what: optionalText,
  variant: optionalText,
  decision: optionalText,
  status: z.enum([
    'decided',
    'sent',
    'shown',
    'seen',
    'clicked',
    'dismissed',
    'completed',
    'withdrawn',
    'suppressed',
    'missed',
  ]),
  delivery: z
    .object({
      status: z.enum(['waiting', 'delivered', 'retrying', 'dead', 'dropped']),
      at: instant,
      error: optionalText,
    })
    .exactOptional(),
  at: instant,
  why: z.array(gate),
})

const trait: z.ZodType<TraitItem> = z.object({
  name: z.string(),
  value: z.unknown(),
  since: instant,
  from: z.enum(['browser', 'signed', 'server']),
})

const milestone: z.ZodType<MilestoneItem> = z.object({
  id: z.string(),
  name: z.string(),
  order: z.int(),
  level,
  value: optionalText,
  started: instant.exactOptional(),
  reached: instant.exactOptional(),
})

const history = z.array(z.object({ state: z.string(), at: instant }))

const personShape = {
  subject: z.string(),
  id: z.string(),
  known: z.boolean(),
  name: optionalText,
  email: optionalText,
  account: optionalText,
  accountName: optionalText,
  lifecycle: z.string().describe(`One of ${lifecycleStates.join(', ')}`),
  milestones: texts,
  firstSeen: instant,
  lastSeen: instant,
}

const accountShape = {
  subject: z.string(),
  id: z.string(),
  name: optionalText,
  lifecycle: z.string(),
  milestones: texts,
  pql: texts,
  people: z.int(),
  firstSeen: instant,
  lastSeen: instant,
}

const member: z.ZodType<MemberItem> = z.object(memberShape)

export const eventList: z.ZodType<EventList> = z.object({
  events: z.array(eventItemSchema),
  asOf: instant,
  before: instant.exactOptional(),
})

const personItem: z.ZodType<PersonItem> = z.object(personShape)

export const peopleList: z.ZodType<PeopleList> = z.object({
  people: z.array(personItem),
  matching: z.int(),
  identified: z.int(),
  asOf: instant,
  cursor: optionalText,
})

const uncounted = z.object({ events: z.int(), from: instant, to: instant }).exactOptional()

export const personDetail: z.ZodType<PersonDetail> = z.object({
  ...personShape,
  uncounted,
  scores: z.array(scoreItem),
  anonymousIds: texts,
  traits: z.array(trait),
  journey: z.array(milestone),
  lifecycleHistory: history,
  messages: z.array(message),
  version: z.int(),
  asOf: instant,
})

export const timeline: z.ZodType<Timeline> = z.object({
  items: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('event'), at: instant, event: eventItemSchema }),
      z.object({ kind: z.literal('transition'), at: instant, transition }),
    ]),
  ),
  before: instant.exactOptional(),
  asOf: instant,
})

const accountItem: z.ZodType<AccountItem> = z.object(accountShape)

export const accountsList: z.ZodType<AccountsList> = z.object({
  accounts: z.array(accountItem),
  matching: z.int(),
  asOf: instant,
  cursor: optionalText,
})

export const accountDetail: z.ZodType<AccountDetail> = z.object({
  ...accountShape,
  scores: z.array(scoreItem),
  traits: z.array(trait),
  journey: z.array(milestone),
  members: z.array(member),
  leads: z.array(lead),
  lifecycleHistory: history,
  activity: z.array(z.int()),
  uncounted,
  asOf: instant,
})

export const names: z.ZodType<Names> = z.object({ names: z.record(z.string(), z.string()) })

export const overview: z.ZodType<Overview> = z.object({
  people: z.int(),
  accounts: z.int(),
  lifecycle: z.array(z.object({ state: z.string(), people: z.int() })),
  journey: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      level,
      started: z.int(),
      reached: z.int(),
      came: z.int(),
      medianMs: z.number().exactOptional(),
    }),
  ),
  leads: z.int(),
  asOf: instant,
})

export const stateAnswer: z.ZodType<StateAnswer> = z.object({
  subject: z.string(),
  version: z.int(),
  state: json,
})

export const explanation: z.ZodType<Explanation> = z.object({
  subject: z.string(),
  guides: z.array(
    z.object({
      engagement: z.string(),
      guide: z.string(),
      wants: z.string(),
      decision: message.exactOptional(),
      history: z.array(message),
      browser: z.array(eventItemSchema),
      now: z.array(
        z.object({
          engagement: z.string(),
          variant: optionalText,
          shows: z.boolean(),
          gates: z.array(gate),
        }),
      ),
    }),
  ),
  uncounted,
  sends: z
    .array(z.object({ engagement: z.string(), decision: message, history: z.array(message) }))
    .exactOptional(),
  flows: z
    .array(
      z.object({
        flow: z.string(),
        moves: z.array(
          z.object({
            at: instant,
            what: z.enum(['entered', 'moved', 'won', 'left', 'ended']),
            step: z.string(),
            key: optionalText,
            says: z.string(),
          }),
        ),
      }),
    )
    .exactOptional(),
  definitions: z
    .array(
      z.object({
        kind: z.enum(['milestone', 'segment', 'pql', 'lifecycle', 'flow']),
        id: z.string(),
        stands: z.string(),
        checks: z.array(
          z.object({
            part: z.string(),
            is: z.boolean(),
            wants: z.string(),
            found: z.string(),
          }),
        ),
      }),
    )
    .exactOptional(),
  asOf: instant,
})
