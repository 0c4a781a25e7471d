import { type LeadCommand, parseSubjectKey } from '@waymark/schemas'
import type { LeadAction, LeadList } from '@waymark/schemas/api/leads'
import { type WorkView, workViews } from '@waymark/schemas/api/work'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import { leadList } from '../answers/lead-answers.ts'
import { workNoted } from '../answers/work-answers.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { withChampionsNow } from '../read/champions-now.ts'
import { type LeadWords, precisionOf, viewsOf } from '../read/leads-of.ts'
import { readAlmost } from '../read/read-almost.ts'
import { readLeads } from '../read/read-leads.ts'
import { readSubject } from '../read/read-person.ts'
import { readConversions } from '../read/read-precision.ts'
import { inView, withoutIds } from '../read/work-views.ts'
import { env, kebab } from './inputs.ts'
import { isListed, lateConflict, ownOnly, refuseLate } from './refuse-late.ts'
import { actorName, envOf, type Rooms } from './rooms.ts'
import { mostShown, snoozedUntil, workShape, writeDeed } from './work-actions.ts'

/** What leads are called: PQLs by their definition, people by their name. */
export const leadWords = (rooms: Rooms, env: string): Omit<LeadWords, 'nameOf'> => ({
  pqlName: (id) =>
    (
      rooms.definitions.stored(env, 'pql', id)?.definition ??
      rooms.versions.last({ env, kind: 'pql', id })?.definition
    )?.name ?? id,
  userName: (id) => actorName(rooms, id),
})

/** How many leads wait for somebody. */
export const openLeads = async (rooms: Rooms, env: string, me: string): Promise<number> => {
  const leads = await readLeads(rooms.deps.store, leadWords(rooms, env), { env })
  const at = { now: rooms.deps.clock(), me }
  return leads.filter((lead) => viewsOf(lead, at).includes('open')).length
}

const pqlNames = (rooms: Rooms, env: string): ReadonlyMap<string, string> =>
  new Map(
    rooms.definitions
      .list(env)
      .flatMap(({ definition: d }) => (d.kind === 'pql' ? [[d.id, d.name ?? d.id] as const] : [])),
  )

const listLeads = async (
  rooms: Rooms,
  env: string,
  { view, me }: { readonly view: WorkView; readonly me: string },
): Promise<LeadList> => {
  const asOf = await rooms.asOf(env)
  const leads = await readLeads(rooms.deps.store, leadWords(rooms, env), { env })
  const reader = { now: rooms.deps.clock(), me }
  const { items, counts } = inView(leads, (lead) => viewsOf(lead, reader), view)
  const { store } = rooms.deps
  const [now, conversions, almost] = await Promise.all([
    withChampionsNow(store, env, items.slice(0, mostShown)),
    readConversions(store, env),
    readAlmost(store, pqlNames(rooms, env), { env, now: reader.now }),
  ])
  return {
    leads: now.map(withoutIds),
    counts,
    precision: precisionOf(leads).map((one) => ({
      ...one,
      ...(conversions.get(one.pql) ?? { customers: 0 }),
    })),
    almost,
    asOf,
  }
}

const actionSchema = z.strictObject({
  ...workShape,
  pql: kebab,
  do: z.enum(['claim', 'release', 'snooze', 'wake', 'outcome', 'reopen']),
  outcome: z.enum(['won', 'lost', 'not_now', 'bad_lead']).optional(),
})

type Action = Omit<z.infer<typeof actionSchema>, 'env'>

const commandOf = (action: Action, now: number, actor: Actor): LeadCommand | Refused => {
  const { pql } = action
  if (action.do === 'claim') return { do: 'claim', pql }
  if (action.do === 'release') return { do: 'release', pql, ...ownOnly(actor, action) }
  if (action.do === 'reopen') return { do: 'reopen', pql, ...ownOnly(actor) }
  if (action.do === 'wake') return { do: 'snooze', pql, until: now }
  if (action.do === 'snooze') {
    const until = snoozedUntil(action.until, now)
    return isRefused(until) ? until : { do: 'snooze', pql, until }
  }
  const { outcome, note } = action
  if (!outcome) {
    return refuse('invalid_body', 'Say the outcome: won, lost, not_now or bad_lead.', {
      at: 'body.outcome',
    })
  }
  return { do: 'outcome', pql, outcome, ...(note === undefined ? {} : { note }) }
}

interface LateFor {
  readonly command: LeadCommand
  readonly subject: Action['subject']
  readonly actor: Actor
}

/** Why a subject cannot have a lead of a PQL at all. */
const wrongPlace = (
  rooms: Rooms,
  env: string,
  { subject: key, pql }: Pick<Action, 'subject' | 'pql'>,
): Refused | undefined => {
  const wrong = (message: string): Refused =>
    refuse('invalid_body', message, { at: 'body.subject' })
  const parsed = parseSubjectKey(key)
  if (parsed?.env !== env) return wrong('The subject is not one of this environment.')
  if (parsed.kind === 'anonymous') return wrong('A visitor can be worked once they are known.')
  const definition = rooms.definitions.stored(env, 'pql', pql)?.definition
  // Of a PQL that was deleted there may be leads, which somebody works on or wants to close.
  if (definition?.kind !== 'pql') return undefined
  const isAccount = parsed.kind === 'account'
  if (isAccount === (definition.level === 'account')) return undefined
  return wrong(`The PQL "${pql}" is about ${isAccount ? 'people' : 'accounts'}.`)
}

/** The inbox may show a lead a moment before its subject is listed. */
const noLead = async (
  rooms: Rooms,
  env: string,
  { subject: key, pql }: Pick<Action, 'subject' | 'pql'>,
): Promise<Refused | undefined> => {
  const { store } = rooms.deps
  const isDefined = rooms.definitions.stored(env, 'pql', pql)?.definition?.kind === 'pql'
  if (isDefined && (await readSubject(store, env, key))) return undefined
  const leads = await readLeads(store, leadWords(rooms, env), { env, subject: key })
  if (leads.some((lead) => isDefined || lead.pql === pql)) return undefined
  return isDefined
    ? refuse('not_found', `Nobody is known as "${key}".`, { at: 'body.subject' })
    : refuse('not_found', `There is no PQL "${pql}".`, { at: 'body.pql' })
}

/** Why it is too late for that, where the inbox knows it already; the fold has the last word. */
const tooLate = async (
  rooms: Rooms,
  env: string,
  { command, subject, actor }: LateFor,
): Promise<Refused | undefined> => {
  const asOf = await rooms.asOf(env)
  if (!isListed(rooms, { kind: 'lead.', subject, id: command.pql }, asOf)) return undefined
  const leads = await readLeads(rooms.deps.store, leadWords(rooms, env), { env, subject })
  const lead = leads.find(({ pql }) => pql === command.pql)
  const deed = command.do === 'outcome' ? 'close' : command.do
  const own = command.do === 'release' ? command.own : ownOnly(actor).own
  return lead && refuseLate(lead, { deed, by: actor.id, ...(own ? { own } : {}) })
}

/** The inbox of leads: claim, give back, snooze, wake, close, open again. */
export const leadRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/leads',
    capability: 'signed-in',
    says: 'Leads by view, newest turn first, with why and who.',
    answer: leadList,
    query: z.strictObject({ env, view: z.enum(workViews).default('open') }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      return isRefused(env) ? env : listLeads(rooms, env, { view: query.view, me: actor.id })
    },
  }),
  route({
    method: 'POST',
    path: '/api/leads',
    capability: 'work-leads',
    says: 'Claims, gives back, snoozes, wakes, closes or reopens a lead: `reopen` takes back the outcome of its turn. The list shows it as soon as it is folded.',
    body: actionSchema,
    status: 202,
    answer: workNoted,
    conflict: lateConflict,
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const wrong = wrongPlace(rooms, env, body) ?? (await noLead(rooms, env, body))
      if (wrong) return wrong
      const now = rooms.deps.clock()
      const command = commandOf(
        body satisfies Omit<LeadAction, 'env' | 'until' | 'outcome' | 'note' | 'own'>,
        now,
        actor,
      )
      if (isRefused(command)) return command
      const late = await tooLate(rooms, env, { command, subject: body.subject, actor })
      if (late) return late
      const audit = { what: `lead.${command.do}`, detail: command.pql }
      return writeDeed(rooms, { env, subject: body.subject, actor, now, command, audit })
    },
  }),
]
