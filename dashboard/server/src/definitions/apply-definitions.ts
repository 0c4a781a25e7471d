import { type Clock, inTurn, type Sealer } from '@waymark/runtime'
import {
  type AuditEntry,
  canonicalJson,
  type Definition,
  type StoredCounted,
  type StoredDefinition,
} from '@waymark/schemas'
import type {
  ApplyChange,
  ApplyRequest,
  ApplyResult,
  StaleDefinition,
} from '@waymark/schemas/api/definitions'
import type { Actor } from '../access/authenticate.ts'
import type { ControlView } from '../control/control-view.ts'
import { endpointSecretName, sealSecret } from '../control/keep-secret.ts'
import type { Ids } from '../deps.ts'
import { type CheckedSet, checkSet, nameOf } from './check-set.ts'
import type { DefinitionsView } from './definitions-view.ts'
import { findOvertaken, staleAs } from './find-overtaken.ts'
import { keepVersions } from './kept-versions.ts'
import { type Parsed, type Problems, parseDocuments } from './parse-documents.ts'
import { sayChange } from './say-change.ts'
import { addressProblems, imageProblems, setProblems } from './set-problems.ts'
import { sayStale, staleTranslations } from './stale-translations.ts'
import { stillNaming } from './still-naming.ts'
import type { VersionsView } from './versions-view.ts'
import { warned } from './warnings-in.ts'

export interface ApplyDeps {
  readonly definitions: DefinitionsView
  readonly versions: VersionsView
  readonly control: ControlView
  readonly clock: Clock
  readonly ids: Ids
  readonly sealer: Sealer
  /** Whether an image was uploaded. */
  readonly hasAsset: (id: string) => boolean
  readonly checkEndpointUrl?: (url: string) => Promise<string | undefined>
  readonly hasMailServer?: boolean
}

export type Applied =
  /** `refused`: why nothing was written, where it was not. */
  | {
      readonly t: 'applied'
      readonly result: ApplyResult
      readonly refused?: 'definition_invalid' | 'address_refused'
    }
  | { readonly t: 'stale'; readonly stale: readonly StaleDefinition[] }

const findStale = (deps: ApplyDeps, request: ApplyRequest): readonly StaleDefinition[] =>
  Object.entries(request.baseVersions ?? {}).flatMap(([key, base]) => {
    const cut = key.indexOf('/')
    const kind = key.slice(0, cut) as Definition['kind']
    const stored = deps.definitions.stored(request.env, kind, key.slice(cut + 1))
    const current = stored?.version ?? 0
    // From nothing one may begin where something was deleted, too: nobody's work is written over.
    const isFree = base === 0 && stored?.definition === null
    return base === current || isFree ? [] : staleAs(key, base, stored)
  })

interface Planned {
  readonly change: ApplyChange
  readonly record?: StoredDefinition
}

const leavesOf = (set: CheckedSet): ReadonlySet<string> =>
  new Set([...set.definitions.values()].flatMap((checked) => [...checked.leaves]))

/** What is in force while the past of what is being written is read. */
export const inForceOf = (
  stored: StoredDefinition | undefined,
  counted: StoredCounted | undefined,
): StoredDefinition['before'] => {
  if (!stored?.definition) return undefined
  const { version, definition } = stored
  const isReady = !counted || counted.definitions[nameOf(definition)]?.version === version
  return isReady ? { version, definition } : stored.before
}

const plan = (
  deps: ApplyDeps,
  request: Pick<ApplyRequest, 'env' | 'exported'> & { readonly by: string },
  sets: {
    readonly documents: readonly Definition[]
    readonly before: CheckedSet
    readonly after: CheckedSet
  },
): readonly Planned[] => {
  const known = leavesOf(sets.before)
  const counted = deps.definitions.counted(request.env)
  return sets.documents.map((definition) => {
    const { kind, id } = definition
    const stored = deps.definitions.stored(request.env, kind, id)
    const same =
      stored?.definition && canonicalJson(stored.definition) === canonicalJson(definition)
    const what = same ? 'same' : stored?.definition ? 'changed' : 'new'
    const version = (stored?.version ?? 0) + (same ? 0 : 1)
    const leaves = [...(sets.after.definitions.get(nameOf(definition))?.leaves ?? [])]
    const countsNew = leaves.some((leaf) => !known.has(leaf))
    const now = deps.clock()
    const readsPast = counted !== undefined
    const says = sayChange({
      what,
      definition,
      now,
      countsNew,
      readsPast,
      counts: leaves.length > 0,
      ...(deps.hasMailServer === undefined ? {} : { hasMailServer: deps.hasMailServer }),
    })
    const stale = same ? (stored?.stale ?? []) : staleTranslations(stored, definition)
    const change: ApplyChange = {
      kind,
      id,
      what,
      version,
      says: says + sayStale(stale),
      ...warned(definition),
    }
    if (same) return { change }
    const { env, by } = request
    const exported = request.exported?.[nameOf(definition)]
    const before = inForceOf(stored, counted)
    const record = {
      ...({ t: 'definition', env, kind, id, version, definition, at: now, by } as const),
      ...(exported !== undefined && { exported }),
      ...(before && { before }),
      ...(stale.length > 0 && { stale }),
    }
    return { change, record }
  })
}

/** What the audit log says of a write: of a rollback also to which version. */
const auditOf = (
  what: 'definition.write' | 'definition.delete',
  version: number,
  again: number | undefined,
): Pick<AuditEntry, 'what' | 'detail'> => {
  const detail = `version ${version}`
  return again === undefined
    ? { what, detail }
    : { what: 'definition.rollback', detail: `${detail}: version ${again} again` }
}

const writePlanned = async (
  deps: ApplyDeps,
  { actor, again }: Pick<Given, 'actor' | 'again'>,
  planned: readonly Planned[],
): Promise<void> => {
  const records = planned.flatMap((item) => item.record ?? [])
  if (records.length === 0) return
  await keepVersions(deps, records, again)
  const at = deps.clock()
  const secrets = records.flatMap(({ env, id, definition }) => {
    if (definition?.kind !== 'endpoint' || definition.type !== 'webhook') return []
    const name = endpointSecretName(env, id)
    if (deps.control.secret(name)) return []
    return sealSecret(deps, name, newSigningSecret(deps.ids))
  })
  // Secrets first: an endpoint in force without one could not sign.
  await deps.control.write([
    ...secrets,
    ...records.map((record) => ({
      t: 'audit' as const,
      id: deps.ids.newId('aud'),
      at,
      by: actor.id,
      ...auditOf('definition.write', record.version, again),
      on: `${record.env}/${record.kind}/${record.id}`,
    })),
  ])
  await deps.definitions.write(records)
}

/** A signing secret as Standard Webhooks has it: `whsec_` and the base64 of the key's bytes. */
export const newSigningSecret = (ids: Pick<Ids, 'newSecret'>): string =>
  `whsec_${Buffer.from(ids.newSecret('k')).toString('base64')}`

interface Given {
  readonly parsed: Parsed
  readonly addresses: Problems
  readonly actor: Actor
  /** The earlier version that the one document is, where somebody rolls back. */
  readonly again: number | undefined
}

const run = async (deps: ApplyDeps, request: ApplyRequest, given: Given): Promise<Applied> => {
  const { parsed, addresses, actor } = given
  const overtaken = findOvertaken(request, parsed.documents.values(), ({ kind, id }) =>
    deps.definitions.stored(request.env, kind, id),
  )
  const stale = [...findStale(deps, request), ...overtaken]
  if (stale.length > 0) return { t: 'stale', stale }
  const inForce = deps.definitions.list(request.env).map((record) => record.definition)
  const next = new Map(inForce.map((d) => [nameOf(d), d]))
  for (const d of parsed.documents.values()) next.set(nameOf(d), d)
  const before = checkSet(inForce)
  const after = checkSet([...next.values()], (kind, id) => parsed.unread.has(`${kind}/${id}`))
  const ofSet = [...setProblems(after, parsed), ...imageProblems(deps, parsed)]
  const faults = [...parsed.problems, ...ofSet].toSorted((a, b) => a.document - b.document)
  const problems = [...faults, ...addresses]
  const dryRun = request.dryRun ?? false
  if (problems.length > 0) {
    const refused = faults.length > 0 ? 'definition_invalid' : 'address_refused'
    return { t: 'applied', result: { ok: false, changes: [], problems, dryRun }, refused }
  }
  const documents = [...parsed.documents.values()]
  const planned = plan(deps, { ...request, by: actor.id }, { documents, before, after })
  if (!dryRun) await writePlanned(deps, given, planned)
  const changes = planned.map((item) => item.change)
  return { t: 'applied', result: { ok: true, changes, problems, dryRun } }
}

interface Target {
  readonly env: string
  readonly kind: Definition['kind']
  readonly id: string
  /** The version that whoever deletes it has seen. */
  readonly base?: number | undefined
}

export type Removed =
  | { readonly t: 'removed' }
  | { readonly t: 'missing' }
  | { readonly t: 'named'; readonly by: readonly string[] }
  | { readonly t: 'stale'; readonly stale: readonly StaleDefinition[] }

const remove = async (
  deps: ApplyDeps,
  targets: readonly Target[],
  { actor, again }: Pick<Given, 'actor' | 'again'>,
): Promise<Removed> => {
  const stored = targets.flatMap(({ env, kind, id }) => {
    const found = deps.definitions.stored(env, kind, id)
    return found?.definition ? [found] : []
  })
  if (stored.length < targets.length) return { t: 'missing' }
  const stale = stored.flatMap((one, i) => {
    const base = targets[i]?.base
    return base === undefined || base === one.version
      ? []
      : [staleAs(`${one.kind}/${one.id}`, base, one)]
  })
  if (stale.length > 0) return { t: 'stale', stale }
  const gone = new Set(stored.map(({ kind, id }) => `${kind}/${id}`))
  const all = deps.definitions.list(stored[0]?.env ?? '').map((record) => record.definition)
  const by = stillNaming(all, gone)
  if (by.length > 0) return { t: 'named', by }
  const written = { at: deps.clock(), by: actor.id }
  const records = stored.map(({ env, kind, id, version }) => ({
    ...({ t: 'definition', env, kind, id, version: version + 1 } as const),
    ...{ definition: null, ...written },
  }))
  await keepVersions(deps, records, again)
  await deps.control.write(
    records.map(({ env, kind, id, version }) => ({
      ...({ t: 'audit', id: deps.ids.newId('aud'), ...written } as const),
      ...{ ...auditOf('definition.delete', version, again), on: `${env}/${kind}/${id}` },
    })),
  )
  await deps.definitions.write(records)
  return { t: 'removed' }
}

/**
 * Changes definitions, one request at a time, so that versions are dense and everybody's check sees what was written before.
 */
export const createApply = (deps: ApplyDeps) => {
  const queue = inTurn()
  return {
    /**
     * Checks documents against what is in force and writes those that differ: all of them, or none. `again`: the earlier version
     * that the document is.
     */
    apply: async (request: ApplyRequest, actor: Actor, again?: number): Promise<Applied> => {
      const parsed = parseDocuments(request.documents)
      // Name servers may be slow: they are asked before the turn, so that nobody else waits for them.
      const addresses = await addressProblems(deps, request.env, parsed)
      return queue(() => run(deps, request, { parsed, addresses, actor, again }))
    },
    /**
     * Deletes definitions of one environment that no other names any more: all of them, or none. `undefined` where one is not
     * there, else what still names them.
     */
    remove: (targets: readonly Target[], actor: Actor, again?: number): Promise<Removed> =>
      queue(() => remove(deps, targets, { actor, again })),
  }
}
