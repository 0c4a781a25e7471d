import { parseSubjectKey } from '@waymark/schemas'
import type { Names } from '@waymark/schemas/api/names'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import type { EventStore } from '@waymark/storage'
import { z } from 'zod'
import * as past from '../answers/past-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { withChampionsNow } from '../read/champions-now.ts'
import { objectOf } from '../read/event-rows.ts'
import { type PageCursor, readCursor } from '../read/page-cursor.ts'
import { readAccount, readAccounts } from '../read/read-accounts.ts'
import { readEvents } from '../read/read-events.ts'
import { readLeads } from '../read/read-leads.ts'
import { readNames } from '../read/read-names.ts'
import { readOverview } from '../read/read-overview.ts'
import { readPeople } from '../read/read-people.ts'
import { readPerson, readSubject } from '../read/read-person.ts'
import { readTimeline } from '../read/read-timeline.ts'
import { explainRoute } from './explain-route.ts'
import { cursor, env, flag, id, instant, listed, pageSize, subject, words } from './inputs.ts'
import { leadWords, openLeads } from './lead-routes.ts'
import { byKeyOrId, envIn, meantSubject, noSubject } from './meant-subject.ts'
import { actorName, envOf, type Rooms } from './rooms.ts'

const cursorOf = (text: string | undefined): PageCursor | undefined | Refused => {
  if (text === undefined) return undefined
  return (
    readCursor(text) ??
    refuse('invalid_request', 'The cursor is not one of ours.', { at: 'query.cursor' })
  )
}

/** The environment in a subject key, where it exists; who names another one beside it has mistaken one of both. */
const bySubject = z.object({ subject })
const ofSubject = z.strictObject({ env })
const timelineQuery = z.strictObject({
  env,
  event: words,
  before: instant,
  limit: pageSize(100, 500),
})

const timeline = (rooms: Rooms, of: 'people' | 'accounts'): Route =>
  route({
    method: 'GET',
    path: `/api/${of}/:subject/timeline`,
    capability: 'signed-in',
    says: 'What it did and what was decided about it, newest first.',
    answer: past.timeline,
    params: byKeyOrId,
    query: timelineQuery,
    handle: async ({ params, query: { env: named, ...query } }) => {
      const meant = await meantSubject(rooms, of, { ...params, env: named })
      if (isRefused(meant)) return meant
      const { env } = meant
      const asOf = await rooms.asOf(env)
      const row = await readSubject(rooms.deps.store, env, meant.subject)
      const key = row?.subject ?? meant.subject
      return { ...(await readTimeline(rooms.deps.store, { env, subject: key, ...query })), asOf }
    },
  })

const eventsRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/events',
    capability: 'signed-in',
    says: 'Stored events, newest first, each message id once.',
    answer: past.eventList,
    query: z.strictObject({
      env,
      person: words,
      account: words,
      event: words,
      before: instant,
      limit: pageSize(100, 1000),
    }),
    handle: async ({ query }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const asOf = await rooms.asOf(env)
      return { ...(await readEvents(rooms.deps.store, { ...query, env })), asOf }
    },
  })

interface ListQuery {
  readonly env?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What tells one list from another. */
interface List<Query extends ListQuery> {
  readonly path: string
  readonly says: string
  readonly answer: z.ZodType
  readonly query: z.ZodType<Query>
  readonly read: (
    store: EventStore,
    query: Omit<Query, 'env' | 'cursor'> & { env: string; cursor: PageCursor | undefined },
  ) => Promise<object>
}

const ofEvery = { env, search: words, lifecycle: words, milestone: words, cursor }

const lists = {
  people: {
    path: '/api/people',
    says: 'People, last seen first.',
    answer: past.peopleList,
    query: z.strictObject({
      ...ofEvery,
      account: words,
      anonymous: flag,
      limit: pageSize(50, 200),
    }),
    read: readPeople,
  },
  accounts: {
    path: '/api/accounts',
    says: 'Accounts, last seen first.',
    answer: past.accountsList,
    query: z.strictObject({ ...ofEvery, limit: pageSize(50, 200) }),
    read: readAccounts,
  },
} as const

const listRoute = <Query extends ListQuery>(rooms: Rooms, list: List<Query>): Route =>
  route({
    method: 'GET',
    path: list.path,
    capability: 'signed-in',
    says: list.says,
    answer: list.answer,
    query: list.query,
    handle: async ({ query }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const from = cursorOf(query.cursor)
      if (isRefused(from)) return from
      const asOf = await rooms.asOf(env)
      return { ...(await list.read(rooms.deps.store, { ...query, env, cursor: from })), asOf }
    },
  })

const overviewRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/overview',
    capability: 'signed-in',
    says: 'How many people and accounts there are and how far they have come.',
    answer: past.overview,
    query: z.strictObject({ env }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const asOf = await rooms.asOf(env)
      const { store } = rooms.deps
      const [numbers, leads] = await Promise.all([
        readOverview(store, rooms.definitions.list(env), env),
        openLeads(rooms, env, actor.id),
      ])
      return { ...numbers, leads, asOf }
    },
  })

const detailRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/people/:subject',
    capability: 'signed-in',
    says: 'A person: traits, milestones, lifecycle, messages.',
    answer: past.personDetail,
    params: byKeyOrId,
    query: ofSubject,
    handle: async ({ params, query }) => {
      const who = await meantSubject(rooms, 'people', { ...params, env: query.env })
      if (isRefused(who)) return who
      const { env } = who
      const asOf = await rooms.asOf(env)
      const person = await readPerson(rooms.deps.store, rooms.definitions.list(env), {
        ...who,
        delivery: rooms.deliveries.find,
      })
      return person ? { ...person, asOf } : noSubject(params.subject)
    },
  }),
  route({
    method: 'GET',
    path: '/api/accounts/:subject',
    capability: 'signed-in',
    says: 'An account: its people, traits, milestones, leads.',
    answer: past.accountDetail,
    params: byKeyOrId,
    query: ofSubject,
    handle: async ({ params, query }) => {
      const own = await meantSubject(rooms, 'accounts', { ...params, env: query.env })
      if (isRefused(own)) return own
      const { env } = own
      const { store, clock } = rooms.deps
      const asOf = await rooms.asOf(env)
      const turned = await readLeads(store, leadWords(rooms, env), own)
      const leads = await withChampionsNow(store, env, turned)
      const definitions = rooms.definitions.list(env)
      const account = await readAccount(store, definitions, { ...own, now: clock(), leads })
      return account ? { ...account, asOf } : noSubject(params.subject)
    },
  }),
  timeline(rooms, 'people'),
  timeline(rooms, 'accounts'),
]

const inspectRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/state/:subject',
    capability: 'inspect',
    says: 'The snapshot of a subject, as the processor wrote it last.',
    answer: past.stateAnswer,
    params: bySubject,
    query: ofSubject,
    handle: async ({ params, query }): Promise<StateAnswer | Refused> => {
      const env = envIn(rooms, params.subject, query.env)
      if (isRefused(env)) return env
      const row = await readSubject(rooms.deps.store, env, params.subject)
      if (!row) return noSubject(params.subject)
      return { subject: row.subject, version: row.version, state: objectOf(row.state) }
    },
  }),
  explainRoute(rooms),
]

/** What is no subject is a user or a token, both of which are called by a name that everybody in the project may see. */
const namesRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/names',
    capability: 'signed-in',
    says: 'What people, accounts, users and tokens are called. Those without a name are left out.',
    answer: past.names,
    query: z.strictObject({ env, of: listed(subject.or(id), 100) }),
    handle: async ({ query }): Promise<Names | Refused> => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const subjects = query.of.filter((key) => parseSubjectKey(key)?.env === env)
      const names = new Map(await readNames(rooms.deps.store, env, subjects))
      for (const key of query.of) {
        const name = actorName(rooms, key)
        if (name !== key) names.set(key, name)
      }
      return { names: Object.fromEntries(names) }
    },
  })

/** What happened, from ClickHouse. */
export const pastRoutes = (rooms: Rooms): readonly Route[] => [
  eventsRoute(rooms),
  listRoute(rooms, lists.people),
  listRoute(rooms, lists.accounts),
  namesRoute(rooms),
  overviewRoute(rooms),
  ...detailRoutes(rooms),
  ...inspectRoutes(rooms),
]
