import type { Clock, Sealer } from '@waymark/runtime'
import {
  type ApplyChange,
  type ApplyRequest,
  type ApplyResult,
  canonicalJson,
  type Definition,
  type Problem,
  parseDefinition,
  type StoredDefinition,
} from '@waymark/schemas'
import type { Actor } from '../access/authenticate.ts'
import type { ControlView } from '../control/control-view.ts'
import { endpointSecretName, sealSecret } from '../control/keep-secret.ts'
import type { Ids } from '../deps.ts'
import { type CheckedSet, checkSet, nameOf } from './check-set.ts'
import type { DefinitionsView } from './definitions-view.ts'
import { sayChange } from './say-change.ts'

export interface ApplyDeps {
  readonly definitions: DefinitionsView
  readonly control: ControlView
  readonly clock: Clock
  readonly ids: Ids
  readonly sealer: Sealer
  readonly checkEndpointUrl?: (url: string) => Promise<string | undefined>
}

/** A definition that somebody else has changed meanwhile. */
export interface Stale {
  readonly key: string
  /** The version that the author started from. */
  readonly base: number
  readonly current: number
  /** What is in force now; `null` where it was deleted or never was. */
  readonly definition: Definition | null
}

export type Applied =
  | { readonly t: 'applied'; readonly result: ApplyResult }
  | { readonly t: 'stale'; readonly stale: readonly Stale[] }

type Problems = ApplyResult['problems'][number][]

interface Parsed {
  readonly documents: ReadonlyMap<number, Definition>
  readonly problems: Problems
}

/** A document that makes the schemas themselves stumble is refused like any other wrong one. */
const parseOne = (value: unknown): ReturnType<typeof parseDefinition> => {
  try {
    return parseDefinition(value)
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    return { ok: false, problems: [{ at: 'document', message: 'cannot be read as a definition' }] }
  }
}

const parseAll = (documents: readonly unknown[]): Parsed => {
  const parsed = new Map<number, Definition>()
  const problems: Problems = []
  const seen = new Map<string, number>()
  for (const [document, value] of documents.entries()) {
    const result = parseOne(value)
    if (!result.ok) {
      const id = (value as { id?: unknown } | null)?.id
      for (const problem of result.problems) {
        problems.push({ ...problem, document, ...(typeof id === 'string' ? { id } : {}) })
      }
      continue
    }
    const name = nameOf(result.definition)
    const before = seen.get(name)
    seen.set(name, document)
    parsed.set(document, result.definition)
    if (before === undefined) continue
    const message = `${name} is here twice: it is document ${before} too`
    problems.push({ at: 'id', message, document, id: result.definition.id })
  }
  return { documents: parsed, problems }
}

const findStale = (deps: ApplyDeps, request: ApplyRequest): readonly Stale[] =>
  Object.entries(request.baseVersions ?? {}).flatMap(([key, base]) => {
    const cut = key.indexOf('/')
    const kind = key.slice(0, cut) as Definition['kind']
    const stored = deps.definitions.stored(request.env, kind, key.slice(cut + 1))
    const current = stored?.version ?? 0
    return base === current ? [] : { key, base, current, definition: stored?.definition ?? null }
  })

type IndexOf = ReadonlyMap<string, number>

const about = ({ documents }: Parsed, document: number, problem: Problem): Problems[number] => {
  const id = documents.get(document)?.id
  return { ...problem, document, ...(id === undefined ? {} : { id }) }
}

const firstOf = (indexOf: IndexOf, names: Iterable<string>): number =>
  [...names].map((name) => indexOf.get(name)).find((index) => index !== undefined) ?? 0

/** Problems of the documents, and of definitions in force that the documents would break. */
const setProblems = (checked: CheckedSet, parsed: Parsed): Problems => {
  const indexOf: IndexOf = new Map([...parsed.documents].map(([index, d]) => [nameOf(d), index]))
  const problems = [...checked.definitions.values()].flatMap(({ key, problems: found, reads }) => {
    const own = indexOf.get(key)
    if (own !== undefined) return found.map((problem) => about(parsed, own, problem))
    const cause = firstOf(indexOf, reads)
    return found.map(({ at, message }) =>
      about(parsed, cause, { at, message: `${key} would break: ${message}` }),
    )
  })
  const { cycle } = checked
  if (!cycle) return problems
  const message = `these definitions wait for each other in a circle: ${cycle.join(' → ')}`
  return [...problems, about(parsed, firstOf(indexOf, cycle), { at: 'document', message })]
}

const addressProblems = async (deps: ApplyDeps, { documents }: Parsed): Promise<Problems> => {
  const problems: Problems = []
  for (const [document, d] of documents) {
    if (d.kind !== 'endpoint' || d.type === 'email') continue
    const message = await deps.checkEndpointUrl?.(d.url)
    if (message) problems.push({ at: 'url', message, document, id: d.id })
  }
  return problems
}

interface Planned {
  readonly change: ApplyChange
  readonly record?: StoredDefinition
}

const leavesOf = (set: CheckedSet): ReadonlySet<string> =>
  new Set([...set.definitions.values()].flatMap((checked) => [...checked.leaves]))

const plan = (
  deps: ApplyDeps,
  request: { readonly env: string; readonly by: string },
  sets: {
    readonly documents: readonly Definition[]
    readonly before: CheckedSet
    readonly after: CheckedSet
  },
): readonly Planned[] => {
  const counted = leavesOf(sets.before)
  return sets.documents.map((definition) => {
    const { kind, id } = definition
    const stored = deps.definitions.stored(request.env, kind, id)
    const same =
      stored?.definition && canonicalJson(stored.definition) === canonicalJson(definition)
    const what = same ? 'same' : stored?.definition ? 'changed' : 'new'
    const version = (stored?.version ?? 0) + (same ? 0 : 1)
    const leaves = [...(sets.after.definitions.get(nameOf(definition))?.leaves ?? [])]
    const countsNew = leaves.some((leaf) => !counted.has(leaf))
    const now = deps.clock()
    const says = sayChange({ what, definition, now, countsNew, counts: leaves.length > 0 })
    const change: ApplyChange = { kind, id, what, version, says }
    if (same) return { change }
    const { env, by } = request
    return { change, record: { t: 'definition', env, kind, id, version, definition, at: now, by } }
  })
}

const writePlanned = async (
  deps: ApplyDeps,
  actor: Actor,
  planned: readonly Planned[],
): Promise<void> => {
  const records = planned.flatMap((item) => item.record ?? [])
  if (records.length === 0) return
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
      what: 'definition.write',
      on: `${record.env}/${record.kind}/${record.id}`,
      detail: `version ${record.version}`,
    })),
  ])
  await deps.definitions.write(records)
}

/** A signing secret as Standard Webhooks has it: `whsec_` and the base64 of the key's bytes. */
export const newSigningSecret = (ids: Pick<Ids, 'newSecret'>): string =>
  `whsec_${Buffer.from(ids.newSecret('k')).toString('base64')}`

/**
 * Checks documents against what is in force and writes those that differ: all of them, or none. One at a time, so that
 * versions are dense and everybody's check sees what was written before.
 */
export const createApply = (deps: ApplyDeps) => {
  let turn: Promise<unknown> = Promise.resolve()

  const run = async (request: ApplyRequest, actor: Actor): Promise<Applied> => {
    const stale = findStale(deps, request)
    if (stale.length > 0) return { t: 'stale', stale }
    const parsed = parseAll(request.documents)
    const inForce = deps.definitions.list(request.env).map((record) => record.definition)
    const next = new Map(inForce.map((d) => [nameOf(d), d]))
    for (const d of parsed.documents.values()) next.set(nameOf(d), d)
    const before = checkSet(inForce)
    const after = checkSet([...next.values()])
    const problems = [
      ...parsed.problems,
      ...(parsed.problems.length > 0 ? [] : setProblems(after, parsed)),
      ...(await addressProblems(deps, parsed)),
    ]
    const documents = [...parsed.documents.values()]
    const planned = plan(deps, { env: request.env, by: actor.id }, { documents, before, after })
    const dryRun = request.dryRun ?? false
    const ok = problems.length === 0
    if (ok && !dryRun) await writePlanned(deps, actor, planned)
    const changes = ok ? planned.map((item) => item.change) : []
    return { t: 'applied', result: { ok, changes, problems, dryRun } }
  }

  /** Runs after all that were asked for before. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    apply: (request: ApplyRequest, actor: Actor): Promise<Applied> =>
      inTurn(() => run(request, actor)),
    /** Deletes a definition that nothing names any more; `undefined` where there is none, else what still names it. */
    remove: (
      target: { readonly env: string; readonly kind: Definition['kind']; readonly id: string },
      actor: Actor,
    ): Promise<readonly string[] | undefined> =>
      inTurn(async () => {
        const { env, kind, id } = target
        const stored = deps.definitions.stored(env, kind, id)
        if (!stored?.definition) return undefined
        const all = deps.definitions.list(env).map((record) => record.definition)
        const usedBy = [...checkSet(all).definitions.values()]
          .filter((checked) => checked.reads.has(`${kind}/${id}`))
          .map((checked) => checked.key)
        if (usedBy.length > 0) return usedBy
        const version = stored.version + 1
        const at = deps.clock()
        await deps.control.write([
          {
            t: 'audit',
            id: deps.ids.newId('aud'),
            at,
            by: actor.id,
            what: 'definition.delete',
            on: `${env}/${kind}/${id}`,
          },
        ])
        await deps.definitions.write([
          { t: 'definition', env, kind, id, version, definition: null, at, by: actor.id },
        ])
        return []
      }),
  }
}
