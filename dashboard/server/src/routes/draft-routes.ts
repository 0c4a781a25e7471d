import { limits, type StoredDraft } from '@waymark/schemas'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { z } from 'zod'
import * as answers from '../answers/draft-answers.ts'
import { type DraftName, draftItem, type NotPublished } from '../definitions/drafts.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { env, kebab } from './inputs.ts'
import { actorName, auditEntry, envOf, type Rooms } from './rooms.ts'

const params = z.object({ id: kebab })
const version = z.int().min(0)

const document = z.record(z.string().max(100), z.json()).meta({
  description:
    'The definition as far as it is written; what is wrong with it is answered, not refused.',
})

const engagement = z
  .record(z.string().max(100), z.json())
  .meta({ description: 'An engagement that shows the guide: both are published, or neither.' })

const nameOf = (rooms: Rooms, id: string, said: string | undefined): DraftName | Refused => {
  const env = envOf(rooms, said)
  return isRefused(env) ? env : { env, kind: 'guide', id }
}

const itemOf = (rooms: Rooms, draft: StoredDraft) =>
  draftItem(draft, {
    by: actorName(rooms, draft.by),
    isInForce: (kind, id) => Boolean(rooms.definitions.stored(draft.env, kind, id)?.definition),
  })

const stale = (rooms: Rooms, id: string, draft: StoredDraft | undefined): Refused => {
  const who = draft
    ? `${actorName(rooms, draft.by)} has changed it`
    : 'It was published or discarded'
  return refuse('stale_version', `${who} since you opened it. Nothing was written.`, {
    at: `guide/${id}`,
    ...(draft && { detail: { draft: itemOf(rooms, draft) } }),
  })
}

const noDraft = (id: string): Refused => refuse('not_found', `There is no draft of guide "${id}".`)

const staleOrGone = (rooms: Rooms, id: string, draft: StoredDraft | undefined): Refused =>
  draft ? stale(rooms, id, draft) : noDraft(id)

/** Where in the request a definition is wrong: the draft is its first document. */
const placeOf = ({ problems: [first] }: ApplyResult): string => {
  const at = first?.at ?? 'document'
  return first?.document ? `engagement.${at}` : at
}

const listDrafts = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/drafts',
    capability: 'signed-in',
    says: 'Guides that somebody is still writing. No visitor is served them.',
    answer: answers.drafts,
    query: z.strictObject({ env }),
    handle: ({ query }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const drafts = rooms.drafts.list(env).map((draft) => itemOf(rooms, draft))
      return { drafts, usedBefore: rooms.drafts.usedBefore(env) }
    },
  })

const saveDraft = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/drafts/guide/:id',
    capability: 'write-definitions',
    says: 'Keeps a draft of a guide. `version` is the version of the draft that the author has seen (0: none); a stale one is 409.',
    answer: answers.draft,
    params,
    body: z.strictObject({ env, document, version, base: version.optional() }),
    conflict:
      '`stale_version`: somebody has changed, published or discarded the draft meanwhile; `draft` is what it is now, where there is one.',
    handle: async ({ params, body, actor }) => {
      const name = nameOf(rooms, params.id, body.env)
      if (isRefused(name)) return name
      const { document, version, base = 0 } = body
      if (JSON.stringify(document).length > limits.draftBytes) {
        return refuse('request_too_large', 'The draft is too large.', { limit: limits.draftBytes })
      }
      const saved = await rooms.drafts.save(name, { document, version, base }, actor)
      return saved.t === 'stale' ? stale(rooms, params.id, saved.draft) : itemOf(rooms, saved)
    },
  })

const discardDraft = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/drafts/guide/:id',
    capability: 'write-definitions',
    says: 'Throws a draft away; what is published stays.',
    params,
    query: z.strictObject({ env }),
    handle: async ({ params, query, actor }) => {
      const name = nameOf(rooms, params.id, query.env)
      if (isRefused(name)) return name
      if (!(await rooms.drafts.discard(name))) return noDraft(params.id)
      const on = `${name.env}/guide/${name.id}`
      await rooms.control.write([auditEntry(rooms, actor, { what: 'draft.discard', on })])
      return undefined
    },
  })

const sayWhyNot = (id: string, done: NotPublished): Refused => {
  if (done.t === 'overtaken') {
    const from = done.base === 0 ? '' : ` from version ${done.base}`
    const message = `Version ${done.current} was published since this draft was begun${from}. Look at it, then begin a new draft from it.`
    return refuse('stale_version', message, { at: `guide/${id}` })
  }
  if (done.t === 'named') {
    const message = `Not published: ${done.engagement} is in force already. Choose another id for what shows the guide.`
    return refuse('stale_version', message, { at: 'engagement.id' })
  }
  const { problems } = done.result
  const at = placeOf(done.result)
  const message = `Not published: ${at}: ${problems[0]?.message}`
  return refuse('definition_invalid', message, { at, detail: { problems } })
}

const publishDraft = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/drafts/guide/:id/publish',
    capability: 'write-definitions',
    says: 'Puts a draft in force as `apply` would, with the engagement that shows it, and ends it: all of that, or nothing. 409 where the draft, or what is in force, was changed meanwhile.',
    answer: answers.published,
    params,
    body: z.strictObject({ env, version, engagement: engagement.optional() }),
    conflict:
      '`stale_version`: the draft was changed meanwhile, which then is `draft`, another version was published since it was begun, or `engagement.id` is that of an engagement in force.',
    handle: async ({ params, body, actor }) => {
      const name = nameOf(rooms, params.id, body.env)
      if (isRefused(name)) return name
      const { version, engagement } = body
      const what = { version, ...(engagement && { engagement }) }
      const done = await rooms.drafts.publish(name, what, actor)
      if (done.t === 'published') return { change: done.change }
      return done.t === 'stale'
        ? staleOrGone(rooms, params.id, done.draft)
        : sayWhyNot(params.id, done)
    },
  })

const unpublish = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/drafts/guide/:id/unpublish',
    capability: 'write-definitions',
    says: 'Takes a published guide back into a draft, once nothing names it but `engagement`, which shows nothing else and is deleted with it: both, or neither.',
    answer: answers.draft,
    params,
    body: z.strictObject({ env, engagement: kebab.optional() }),
    handle: async ({ params, body, actor }) => {
      const name = nameOf(rooms, params.id, body.env)
      if (isRefused(name)) return name
      const done = await rooms.drafts.unpublish(name, body.engagement, actor)
      if (done.t === 'taken') return itemOf(rooms, done.draft)
      if (done.t === 'missing') return refuse('not_found', `${done.what} is not published.`)
      if (done.t === 'shared') {
        const message = `engagement/${done.engagement} sends more than this guide. Take the guide out of it first.`
        return refuse('definition_invalid', message, { at: 'engagement' })
      }
      const message = `${done.by.join(' and ')} still ${done.by.length > 1 ? 'name' : 'names'} it. Take it out there first.`
      return refuse('definition_invalid', message, { detail: { usedBy: done.by } })
    },
  })

/** Guides on their way into force, and back. */
export const draftRoutes = (rooms: Rooms): readonly Route[] => [
  listDrafts(rooms),
  saveDraft(rooms),
  discardDraft(rooms),
  publishDraft(rooms),
  unpublish(rooms),
]
