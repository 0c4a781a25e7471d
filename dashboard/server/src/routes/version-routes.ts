import type { StoredVersion } from '@waymark/schemas'
import type { DeletedList, RolledBack, VersionDetail } from '@waymark/schemas/api/definitions'
import { z } from 'zod'
import type { Actor } from '../access/authenticate.ts'
import { mayDo } from '../access/capabilities.ts'
import * as answers from '../answers/version-answers.ts'
import type { Applied } from '../definitions/apply-definitions.ts'
import { versionsOf } from '../definitions/kept-versions.ts'
import { progressOf, untilCounted } from '../definitions/past-progress.ts'
import { changesBetween, versionItem, versionItems } from '../definitions/version-items.ts'
import type { VersionsOf } from '../definitions/versions-view.ts'
import { warned } from '../definitions/warnings-in.ts'
import { withoutSecretPath } from '../definitions/without-secret-path.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { definitionKind, env, kebab } from './inputs.ts'
import { refuseStale } from './refuse-stale.ts'
import { actorName, envOf, type Rooms } from './rooms.ts'

const params = z.object({ kind: definitionKind, id: kebab })
const query = z.strictObject({ env })
const number = z.int().min(1).max(2_000_000_000)

/** How long whoever rolls back waits for a short past to be read. */
const waitForMs = 10_000

const never = ({ kind, id }: Pick<VersionsOf, 'kind' | 'id'>): Refused =>
  refuse('not_found', `There is no ${kind} "${id}", and there never was.`)

const notKept = (
  { kind, id }: Pick<VersionsOf, 'kind' | 'id'>,
  version: number,
  [newest, oldest]: readonly [newest: number, oldest: number],
): Refused => {
  const kept = oldest === newest ? `only version ${newest}` : `versions ${oldest} to ${newest}`
  return refuse('not_found', `Version ${version} of ${kind}/${id} is not kept: ${kept} can be had.`)
}

/** The versions as somebody may see them: who may not write them sees no secret path of a webhook. */
const seenBy = (rooms: Rooms, of: VersionsOf, { role }: Actor): readonly StoredVersion[] => {
  const versions = versionsOf(rooms, of)
  if (mayDo(role, 'write-definitions')) return versions
  return versions.map((one) => ({
    ...one,
    definition: one.definition && withoutSecretPath(one.definition),
  }))
}

const listRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/definitions/:kind/:id/versions',
    capability: 'signed-in',
    says: 'The newest versions of a definition, of a deleted one too: who wrote each, when, and what it made different.',
    answer: answers.versions,
    params,
    query,
    handle: async ({ params, query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const versions = seenBy(rooms, { env, ...params }, actor)
      const [newest] = versions
      if (!newest) return never(params)
      const items = await versionItems(versions, (by) => actorName(rooms, by))
      return { ...params, current: newest.version, versions: items }
    },
  })

const readRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/definitions/:kind/:id/versions/:version',
    capability: 'signed-in',
    says: 'A version of a definition with its content, and what rolling back to it would change.',
    answer: answers.versionDetail,
    params: params.extend({ version: z.coerce.number().pipe(number) }),
    query,
    handle: ({ params: { kind, id, version }, query, actor }): VersionDetail | Refused => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const versions = seenBy(rooms, { env, kind, id }, actor)
      const [newest] = versions
      const oldest = versions.at(-1)
      if (!newest || !oldest) return never({ kind, id })
      const at = versions.findIndex((one) => one.version === version)
      const own = versions[at]
      if (!own) return notKept({ kind, id }, version, [newest.version, oldest.version])
      return {
        ...versionItem(own, versions[at + 1], (by) => actorName(rooms, by)),
        current: newest.version,
        definition: own.definition,
        back: changesBetween(newest.definition, own.definition),
        ...(own.definition && warned(own.definition)),
      }
    },
  })

/** Why an earlier version cannot be in force again as it was. */
const refuseInvalid = (
  { kind, id, to }: Pick<VersionsOf, 'kind' | 'id'> & { readonly to: number },
  { result, refused }: Extract<Applied, { readonly t: 'applied' }>,
): Refused => {
  const [first] = result.problems
  const message = `Version ${to} of ${kind}/${id} would not be valid any more: ${first?.at}: ${first?.message}. Nothing was written.`
  return refuse(refused ?? 'definition_invalid', message, {
    ...(first && { at: first.at }),
    detail: { problems: result.problems.map(({ at, message }) => ({ at, message })) },
  })
}

const rollbackRoute = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/definitions/:kind/:id/rollback',
    capability: 'write-definitions',
    says: 'Makes an earlier version (`to`) the newest, checked as `apply` checks it; where that version was deleted, deletes. `baseVersion` is the newest version that the author has seen; any other is 409.',
    answer: answers.rolledBack,
    params,
    body: z.strictObject({ env, to: number, baseVersion: number }),
    conflict: '`stale_version`: it is at another version than `baseVersion`; nothing was written.',
    handle: async ({ params, body, actor }): Promise<RolledBack | Refused> => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const { to, baseVersion: base } = body
      const name = `${params.kind}/${params.id}`
      const done = await rooms.rollBack({ env, ...params, to, base }, actor)
      if (done.t === 'missing') return never(params)
      if (done.t === 'not-kept') return notKept(params, to, done.kept)
      if (done.t === 'stale') return refuseStale(rooms, done.stale)
      if (done.t === 'gone')
        return { what: 'same', version: done.version, says: `${name} is deleted already.` }
      if (done.t === 'named') {
        const message = `In version ${to} ${name} was deleted, and it is still named by ${done.by.join(', ')}. Nothing was written.`
        return refuse('definition_invalid', message, { detail: { usedBy: done.by } })
      }
      if (done.t === 'removed') {
        const version = rooms.definitions.stored(env, params.kind, params.id)?.version ?? base + 1
        return { what: 'deleted', version, says: `Deleted, as it was in version ${to}.` }
      }
      const [change] = done.result.changes
      if (done.refused || !change) return refuseInvalid({ ...params, to }, done)
      const { what, version, says, warnings } = change
      if (what === 'same')
        return { what, version, says: `Version ${version} is as version ${to} was.` }
      await untilCounted(rooms.definitions, env, { all: [{ name, version }], forMs: waitForMs })
      const past = progressOf(rooms.definitions, env, { name, version })
      return { what, version, says, ...(past && { past }), ...(warnings && { warnings }) }
    },
  })

const deletedRoute = (rooms: Rooms): Route =>
  route({
    method: 'GET',
    path: '/api/definitions/deleted',
    capability: 'signed-in',
    says: 'Definitions that are no longer in force and can be rolled back to, last deleted first.',
    answer: answers.deleted,
    query,
    handle: ({ query }): DeletedList | Refused => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const deleted = rooms.definitions.deleted(env).flatMap(({ kind, id, version, at, by }) => {
        const last = rooms.versions.last({ env, kind, id })?.definition
        if (!last) return []
        const name = last.name === undefined ? {} : { name: last.name }
        return [{ kind, id, version, at, by: actorName(rooms, by), ...name }]
      })
      return { deleted: deleted.toSorted((a, b) => b.at - a.at) }
    },
  })

/** What definitions were before, and the way back. */
export const versionRoutes = (rooms: Rooms): readonly Route[] => [
  deletedRoute(rooms),
  listRoute(rooms),
  readRoute(rooms),
  rollbackRoute(rooms),
]
