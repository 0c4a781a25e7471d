import {
  type Brand,
  brandOf,
  type DefinitionsRecord,
  type Guide,
  type Milestone,
  type StoredDefinition,
  type StoredIdentity,
  type StoredKey,
} from '@waymark/schemas'
import type { Look } from '@waymark/schemas/wire/content'
import type { LogBatch, LogRecord } from '@waymark/storage'
import { type GuideVersion, type ServedGuide, serveGuide } from './guide-content.ts'

/** What people wrote, as far as ingest needs it. */
export interface DefinitionsView {
  readonly apply: (batch: LogBatch) => void
  readonly keyByHash: (hash: string) => StoredKey | undefined
  /** In their order. */
  readonly milestones: (env: string) => readonly Milestone[]
  /** The version that was decided, or the newest where that one is no longer known. */
  readonly guide: (env: string, id: string, version: number) => ServedGuide | undefined
  readonly content: (path: string) => Buffer | undefined
}

interface ViewDeps {
  /** Names the content files. */
  readonly secret: string
  readonly onIdentity: (identity: StoredIdentity) => void
  readonly onRevoked: (key: StoredKey) => void
  /** Told which environments' definitions changed, after each batch. */
  readonly onChange: (envs: ReadonlySet<string>) => void
  /** Told of a record that cannot be read; the others go on. */
  readonly onUnreadable: (record: LogRecord, error: unknown) => void
}

/** Versions of a guide that stay served; a browser may be in the middle of an earlier one. */
const versionsKept = 20

interface Tables {
  readonly keys: Map<string, StoredKey>
  readonly hashes: Map<string, StoredKey>
  /** By environment, in their order. */
  readonly milestones: Map<string, readonly Milestone[]>
  /** By environment and id; oldest version first. */
  readonly guides: Map<string, Written[]>
  /** By environment. */
  readonly brands: Map<string, Look | undefined>
  readonly contents: Map<string, Buffer>
}

/** A version as it was written, and as it is served in the brand of now. */
interface Written extends GuideVersion {
  readonly served: ServedGuide
  /** As it was served before the brand changed: a browser may be about to ask for it. */
  readonly before?: ServedGuide
}

const guideKey = (env: string, id: string): string => `${env}/${id}`

const putKey = (tables: Tables, recordKey: string, key: StoredKey | null): void => {
  const before = tables.keys.get(recordKey)
  if (before) tables.hashes.delete(before.hash)
  tables.keys.delete(recordKey)
  if (!key) return
  tables.keys.set(recordKey, key)
  tables.hashes.set(key.hash, key)
}

const putMilestone = (tables: Tables, { env, id, definition }: StoredDefinition): void => {
  const others = (tables.milestones.get(env) ?? []).filter((milestone) => milestone.id !== id)
  const all = definition ? [...others, definition as Milestone] : others
  tables.milestones.set(
    env,
    all.sort((a, b) => a.order - b.order),
  )
}

const putGuide = (tables: Tables, stored: StoredDefinition, secret: string): void => {
  const key = guideKey(stored.env, stored.id)
  if (!stored.definition) {
    tables.guides.delete(key)
    return
  }
  const own = { env: stored.env, guide: stored.definition as Guide, version: stored.version }
  const served = serveGuide(own, tables.brands.get(stored.env), secret)
  const others = (tables.guides.get(key) ?? []).filter(({ version }) => version !== stored.version)
  const kept = [...others, { ...own, served }].sort((a, b) => a.version - b.version)
  for (const old of kept.splice(0, kept.length - versionsKept)) forget(tables, old)
  tables.guides.set(key, kept)
  tables.contents.set(served.path, served.bytes)
}

const forget = ({ contents }: Tables, { served, before }: Written): void => {
  contents.delete(served.path)
  if (before) contents.delete(before.path)
}

/** Every guide looks otherwise from now on: its file has another name. */
const putBrand = (tables: Tables, { env, definition }: StoredDefinition, secret: string): void => {
  const brand = brandOf(definition as Brand | null)
  tables.brands.set(env, brand)
  for (const [key, versions] of tables.guides) {
    if (!key.startsWith(`${env}/`)) continue
    const anew = versions.map((one): Written => {
      const served = serveGuide(one, brand, secret)
      if (served.path === one.served.path) return one
      if (one.before && one.before.path !== served.path) tables.contents.delete(one.before.path)
      tables.contents.set(served.path, served.bytes)
      return { ...one, served, before: one.served }
    })
    tables.guides.set(key, anew)
  }
}

const putDefinition = (tables: Tables, stored: StoredDefinition, secret: string): void => {
  if (stored.kind === 'milestone') putMilestone(tables, stored)
  if (stored.kind === 'guide') putGuide(tables, stored, secret)
  if (stored.kind === 'brand') putBrand(tables, stored, secret)
}

/** `definition/<env>/<kind>/<id>`, deleted for good. */
const deletedDefinition = (key: string): StoredDefinition | undefined => {
  const [t, env, kind, id] = key.split('/')
  if (t !== 'definition' || !env || !id) return undefined
  if (kind !== 'guide' && kind !== 'milestone' && kind !== 'brand') return undefined
  return { t, env, kind, id, version: 0, definition: null, at: 0, by: '' }
}

const parse = (record: LogRecord): DefinitionsRecord | undefined =>
  record.value === null
    ? deletedDefinition(record.key)
    : (JSON.parse(Buffer.from(record.value).toString('utf8')) as DefinitionsRecord)

/** Keeps keys, guides and milestones in memory; the topic `definitions` is its only source. */
export const createDefinitionsView = (deps: ViewDeps): DefinitionsView => {
  const tables: Tables = {
    keys: new Map(),
    hashes: new Map(),
    milestones: new Map(),
    guides: new Map(),
    brands: new Map(),
    contents: new Map(),
  }

  /** Returns the environment that changed. */
  const applyRecord = (record: LogRecord): string | undefined => {
    const stored = parse(record)
    if (record.key.startsWith('key/')) {
      putKey(tables, record.key, stored?.t === 'key' ? stored : null)
      if (stored?.t === 'key' && stored.revoked !== undefined) deps.onRevoked(stored)
    }
    if (stored?.t === 'identity') deps.onIdentity(stored)
    if (stored?.t !== 'definition') return undefined
    putDefinition(tables, stored, deps.secret)
    return stored.env
  }

  return {
    apply: (batch) => {
      const changed = new Set<string>()
      for (const record of batch.records) {
        try {
          const env = applyRecord(record)
          if (env !== undefined) changed.add(env)
        } catch (error) {
          deps.onUnreadable(record, error)
        }
      }
      if (changed.size > 0) deps.onChange(changed)
    },
    keyByHash: (hash) => tables.hashes.get(hash),
    milestones: (env) => tables.milestones.get(env) ?? [],
    guide: (env, id, version) => {
      const versions = tables.guides.get(guideKey(env, id))
      return (versions?.find((one) => one.version === version) ?? versions?.at(-1))?.served
    },
    content: (path) => tables.contents.get(path),
  }
}
