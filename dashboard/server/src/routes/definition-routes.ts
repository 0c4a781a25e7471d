import { type Definition, type NameOf, namesIn } from '@waymark/schemas'
import type {
  ApplyResult,
  DefinitionItem,
  DefinitionList,
  ExportedDefinitions,
  RuleMoves,
} from '@waymark/schemas/api/definitions'
import { z } from 'zod'
import { mayDo } from '../access/capabilities.ts'
import * as own from '../answers/own-answers.ts'
import { inForceOf } from '../definitions/apply-definitions.ts'
import { nameOf } from '../definitions/check-set.ts'
import { countMoves } from '../definitions/count-moves.ts'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { parseDocuments } from '../definitions/parse-documents.ts'
import { lastToTakeUp, progressOf, untilCounted } from '../definitions/past-progress.ts'
import { pastReader } from '../definitions/reads-past.ts'
import { sayDefinition } from '../definitions/say-definition.ts'
import { sayMoves } from '../definitions/say-moves.ts'
import { sayStale } from '../definitions/stale-translations.ts'
import { warned } from '../definitions/warnings-in.ts'
import { withoutSecretPath } from '../definitions/without-secret-path.ts'
import { documentSchema } from '../http/json-schema.ts'
import { isRefused, type Refused, refuse } from '../http/refusal.ts'
import { type Route, route } from '../http/route.ts'
import { naturalOrder } from '../natural-order.ts'
import { definitionKind, env, kebab } from './inputs.ts'
import { refuseStale } from './refuse-stale.ts'
import { actorName, envOf, type Rooms } from './rooms.ts'

/** Most documents of one apply. */
const mostDocuments = 500

const versions = z
  .record(z.string().max(210), z.int().min(0))
  .refine((own) => Object.keys(own).length <= mostDocuments, `at most ${mostDocuments}`)

const applySchema = z.strictObject({
  env,
  documents: z.array(documentSchema).min(1).max(mostDocuments),
  dryRun: z.boolean().exactOptional(),
  baseVersions: versions.exactOptional(),
  exported: versions.exactOptional(),
  force: z.boolean().exactOptional(),
})

const item = (rooms: Rooms, record: LiveDefinition, called: NameOf): DefinitionItem => {
  const { env: of, kind, id, version, at, by, definition } = record
  const past = progressOf(rooms.definitions, of, { name: `${kind}/${id}`, version })
  return {
    ...(past ? { past } : {}),
    kind,
    id,
    version,
    at,
    by: actorName(rooms, by),
    definition,
    says: sayDefinition(definition, called) + sayStale(record.stale),
    ...(record.stale ? { stale: record.stale } : {}),
    ...warned(definition),
  }
}

const byKindAndId = (a: LiveDefinition, b: LiveDefinition): number =>
  naturalOrder(a.kind, b.kind) || naturalOrder(a.id, b.id)

/** How long whoever publishes waits for a short past to be read. */
const waitForMs = 10_000

/** Most definitions of which a dry run counts who comes in and goes out. */
const mostCounted = 25

const tooMany = `one dry run counts ${mostCounted} definitions; look at the others in one of their own`

const saidOf = (kind: Definition['kind'], moves: RuleMoves) =>
  moves.t === 'untold' && moves.more ? {} : { movesSay: sayMoves(kind, moves) }

const movesOf = async (
  rooms: Rooms,
  env: string,
  {
    documents,
    changes,
  }: { readonly documents: readonly unknown[]; readonly changes: ApplyResult['changes'] },
): Promise<ApplyResult['changes']> => {
  const before = rooms.definitions.list(env).map(({ definition }) => definition)
  const given = [...parseDocuments(documents).documents.values()]
  const named = new Set(given.map(nameOf))
  const after = [...before.filter((d) => !named.has(nameOf(d))), ...given]
  const counted = rooms.definitions.counted(env)
  const inForce = ({ kind, id }: Definition) =>
    inForceOf(rooms.definitions.stored(env, kind, id), counted)
  const readsPast = pastReader({ after, inForce, counted })
  const at = rooms.deps.clock()
  const told: ApplyResult['changes'][number][] = []
  let asked = 0
  for (const change of changes) {
    const own = given.find((d) => d.kind === change.kind && d.id === change.id)
    const moves =
      own &&
      (await countMoves(rooms.deps.store, own, {
        ...{ env, at, before, after, readsPast: readsPast(own) },
        ...(asked < mostCounted ? {} : { uncounted: tooMany }),
      }))
    if (moves && moves.t !== 'untold') asked++
    told.push(moves ? { ...change, moves, ...saidOf(own.kind, moves) } : change)
  }
  return told
}

/** Of a dry run who would come in and go out; else how much of each past is still to be read. */
const toldOf = async (
  rooms: Rooms,
  env: string,
  { result, documents }: { readonly result: ApplyResult; readonly documents: readonly unknown[] },
): Promise<ApplyResult['changes']> => {
  const { changes, dryRun } = result
  if (dryRun) return movesOf(rooms, env, { documents, changes })
  const written = changes.filter(({ what }) => what !== 'same')
  const all = written.map(({ kind, id, version }) => ({ name: `${kind}/${id}`, version }))
  await untilCounted(rooms.definitions, env, { all, forMs: waitForMs })
  return changes.map((change) => {
    const name = `${change.kind}/${change.id}`
    const past = progressOf(rooms.definitions, env, { name, version: change.version })
    return past && change.what !== 'same' ? { ...change, past } : change
  })
}

const applyRoute = (rooms: Rooms): Route =>
  route({
    method: 'POST',
    path: '/api/definitions/apply',
    capability: 'write-definitions',
    says: 'Checks documents against what is in force and writes those that differ: all, or none. `dryRun` only checks, and counts who would come in and go out. `warnings` of a change are what its author may not have meant.',
    answer: own.applyResult,
    body: applySchema,
    conflict:
      '`stale_version`: something is at another version than its `baseVersions` says, or was changed, otherwise than by its file, since the version that its file was `exported` with (unless `force`); nothing was written. `stale` says of each where it is, what is in force, by whom and since when.',
    handle: async ({ body, actor }) => {
      const env = envOf(rooms, body.env)
      if (isRefused(env)) return env
      const { documents } = body
      const applied = await rooms.changes.apply({ ...body, env }, actor)
      if (applied.t === 'stale') return refuseStale(rooms, applied.stale)
      const { result, refused } = applied
      if (refused === undefined)
        return { ...result, changes: await toldOf(rooms, env, { result, documents }) }
      if (result.dryRun) return result
      const [first] = result.problems
      const message = `Nothing was written: ${first?.at}: ${first?.message}`
      const at = `documents[${first?.document}].${first?.at}`
      return refuse(refused, message, { at, detail: { ...result } })
    },
  })

const removeRoute = (rooms: Rooms): Route =>
  route({
    method: 'DELETE',
    path: '/api/definitions/:kind/:id',
    capability: 'write-definitions',
    says: 'Deletes a definition that no other names; with `baseVersion`, only if it is at that version still.',
    params: z.object({ kind: definitionKind, id: kebab }),
    query: z.strictObject({ env, baseVersion: z.coerce.number().int().min(0).optional() }),
    conflict:
      '`stale_version`: it is at another version than `baseVersion` says; nothing was deleted.',
    handle: async ({ params, query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const target = { env, ...params, base: query.baseVersion }
      const done = await rooms.changes.remove([target], actor)
      if (done.t === 'missing')
        return refuse('not_found', `There is no ${params.kind} "${params.id}".`)
      if (done.t === 'stale') return refuseStale(rooms, done.stale)
      if (done.t === 'removed') return undefined
      const message = `${params.kind}/${params.id} is still named by ${done.by.join(', ')}.`
      return refuse('definition_invalid', message, { detail: { usedBy: done.by } })
    },
  })

/** Milestones, segments, PQLs, lifecycles, engagements, guides, endpoints. */
export const definitionRoutes = (rooms: Rooms): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/definitions',
    capability: 'signed-in',
    says: 'The definitions in force, with their rules in plain English. Who may not write them sees no secret path of a webhook.',
    answer: own.definitionList,
    query: z.strictObject({ env }),
    handle: async ({ query, actor }) => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const last = lastToTakeUp(rooms.definitions, env)
      const notTakenUp = last && (await rooms.notTakenUp(last))
      const writes = mayDo(actor.role, 'write-definitions')
      const records = rooms.definitions.list(env).toSorted(byKindAndId)
      const called = namesIn(records.map(({ definition }) => definition))
      const items = records.map((record) => item(rooms, record, called))
      const list: DefinitionList = {
        definitions: writes
          ? items
          : items.map((own) => ({ ...own, definition: withoutSecretPath(own.definition) })),
        ...(notTakenUp ? { notTakenUp } : {}),
      }
      return list
    },
  }),
  applyRoute(rooms),
  removeRoute(rooms),
  route({
    method: 'GET',
    path: '/api/export',
    // Whole, so that they apply as the same: with the addresses of webhooks, some of which are credentials.
    capability: 'write-definitions',
    says: 'The definitions in force as documents that `apply` takes, and the version of each.',
    answer: own.exported,
    query: z.strictObject({ env }),
    handle: ({ query }): ExportedDefinitions | Refused => {
      const env = envOf(rooms, query.env)
      if (isRefused(env)) return env
      const list = rooms.definitions.list(env)
      return {
        env,
        documents: list.map(({ definition }) => definition),
        versions: Object.fromEntries(
          list.map(({ definition, version }) => [nameOf(definition), version]),
        ),
      }
    },
  }),
]
