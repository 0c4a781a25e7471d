import type { Logger } from '@waymark/runtime'
import type {
  AuditEntry,
  ControlRecord,
  StoredDraft,
  StoredLink,
  StoredSecret,
  StoredSession,
  StoredSuppression,
  StoredToken,
  StoredUser,
} from '@waymark/schemas'
import { draftKey, suppressionKey } from '@waymark/schemas'
import type { EventLog, Position } from '@waymark/storage'
import { createTopicView } from '../log/topic-view.ts'
import { createSuppressionList, type SuppressionList } from './suppression-list.ts'

/** A sign-in link, and where in the log it was first used: who wrote that offset has won it. */
interface KnownLink {
  readonly link: StoredLink
  readonly usedAt?: number
}

/** Who may do what, as the topic `control` has it. */
export interface ControlView {
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly ready: () => boolean
  /** Writes records and resolves once this view shows them. */
  readonly write: (records: readonly ControlRecord[]) => Promise<readonly Position[]>
  readonly endSession: (hash: string) => Promise<void>
  /** What was asked of the process that sends, and not taken off the log yet. */
  readonly requests: () => readonly SendRequest[]
  /** Takes a request off the log; nobody carries it out from here on. */
  readonly forgetRequest: (id: string) => Promise<void>
  /** Forgets sessions that have run out and links that nobody used in time. */
  readonly prune: (now: number) => Promise<void>
  readonly users: () => readonly StoredUser[]
  readonly user: (id: string) => StoredUser | undefined
  readonly session: (hash: string) => StoredSession | undefined
  readonly sessions: () => readonly StoredSession[]
  readonly tokens: () => readonly StoredToken[]
  readonly token: (hash: string) => StoredToken | undefined
  readonly link: (hash: string) => KnownLink | undefined
  /** Whether a sign-in link of the user was ever used. */
  readonly hasSignedIn: (user: string) => boolean
  readonly secret: (name: string) => StoredSecret | undefined
  readonly secrets: () => readonly StoredSecret[]
  /** Takes sealed secrets off the log, by their names. */
  readonly forgetSecrets: (names: readonly string[]) => Promise<void>
  /** Addresses that an environment sends nothing to any more. */
  readonly suppressions: (env: string) => readonly StoredSuppression[]
  readonly suppressionsOf: (env: string, address: string) => readonly StoredSuppression[]
  /** Takes entries off the list. */
  readonly forgetSuppressions: (entries: readonly StoredSuppression[]) => Promise<void>
  /** What is being written in an environment. */
  readonly drafts: (env: string) => readonly StoredDraft[]
  readonly draft: (key: string) => StoredDraft | undefined
  readonly forgetDraft: (key: string) => Promise<void>
  /** Newest first, at most the newest `kept`. */
  readonly audit: () => readonly AuditEntry[]
}

/** Audit entries held in memory for the page; the log keeps them all. */
const kept = 1000

type SendRequest = Extract<ControlRecord, { readonly t: 'request' }>

/** The key in `control` of a record. */
export const controlKey = (record: ControlRecord): string => {
  switch (record.t) {
    case 'user':
      return `user/${record.id}`
    case 'session':
      return `session/${record.hash}`
    case 'token':
      return `token/${record.id}`
    case 'secret':
      return `secret/${record.name}`
    case 'link':
      return `link/${record.hash}`
    case 'audit':
      return `audit/${record.id}`
    case 'request':
      return `request/${record.id}`
    case 'suppression':
      return suppressionKey(record)
    case 'draft':
      return draftKey(record.env, record.kind, record.id)
  }
}

interface Tables {
  readonly users: Map<string, StoredUser>
  readonly sessions: Map<string, StoredSession>
  readonly tokens: Map<string, StoredToken>
  readonly secrets: Map<string, StoredSecret>
  readonly links: Map<string, KnownLink>
  readonly audit: Map<string, AuditEntry>
  readonly requests: Map<string, SendRequest>
  readonly drafts: Map<string, StoredDraft>
  readonly suppressions: SuppressionList
}

const applyLink = (tables: Tables, link: StoredLink, offset: number): void => {
  const before = tables.links.get(link.hash)
  const usedAt = before?.usedAt ?? (link.used === undefined ? undefined : offset)
  tables.links.set(link.hash, usedAt === undefined ? { link } : { link, usedAt })
}

const applyAudit = (tables: Tables, entry: AuditEntry): void => {
  tables.audit.set(entry.id, entry)
  if (tables.audit.size <= kept) return
  const oldest = tables.audit.keys().next().value
  if (oldest !== undefined) tables.audit.delete(oldest)
}

const apply = (tables: Tables, record: ControlRecord, offset: number): void => {
  switch (record.t) {
    case 'user':
      tables.users.set(record.id, record)
      return
    case 'session':
      tables.sessions.set(record.hash, record)
      return
    case 'token':
      tables.tokens.set(record.hash, record)
      return
    case 'secret':
      tables.secrets.set(record.name, record)
      return
    case 'link':
      applyLink(tables, record, offset)
      return
    case 'audit':
      applyAudit(tables, record)
      return
    case 'request':
      tables.requests.set(record.id, record)
      return
    case 'suppression':
      tables.suppressions.put(record)
      return
    case 'draft':
      tables.drafts.set(controlKey(record), record)
      return
  }
}

const remove = (tables: Tables, key: string): void => {
  const cut = key.indexOf('/')
  const id = key.slice(cut + 1)
  if (key.startsWith('session/')) tables.sessions.delete(id)
  if (key.startsWith('link/')) tables.links.delete(id)
  if (key.startsWith('secret/')) tables.secrets.delete(id)
  if (key.startsWith('request/')) tables.requests.delete(id)
  if (key.startsWith('draft/')) tables.drafts.delete(key)
  if (key.startsWith('suppression/')) tables.suppressions.remove(key)
}

const staleKeys = (tables: Tables, now: number): readonly string[] => [
  ...[...tables.sessions.values()].filter((s) => s.expires <= now).map(controlKey),
  ...[...tables.links.values()]
    .filter(({ link, usedAt }) => usedAt === undefined && link.expires <= now)
    .map(({ link }) => controlKey(link)),
]

/** Follows the topic `control` into memory. */
export const createControlView = (deps: {
  readonly log: EventLog
  readonly logger: Logger
  /** Hears what dashboards ask of the process that sends; after a break in the log perhaps once more. */
  readonly onRequest?: (request: SendRequest) => void
}): ControlView => {
  const tables: Tables = {
    users: new Map(),
    sessions: new Map(),
    tokens: new Map(),
    secrets: new Map(),
    links: new Map(),
    audit: new Map(),
    requests: new Map(),
    drafts: new Map(),
    suppressions: createSuppressionList(),
  }
  const view = createTopicView({
    ...deps,
    topic: 'control',
    reset: () => {
      for (const table of Object.values(tables)) table.clear()
    },
    apply: (record, value) => {
      if (value === null) return remove(tables, record.key)
      const known = value as ControlRecord
      apply(tables, known, record.offset)
      if (known.t === 'request') deps.onRequest?.(known)
    },
  })
  return {
    start: view.start,
    stop: view.stop,
    ready: view.ready,
    write: (records) =>
      view.write(records.map((record) => ({ key: controlKey(record), value: record }))),
    endSession: async (hash) => {
      await view.write([{ key: `session/${hash}`, value: null }])
    },
    requests: () => [...tables.requests.values()],
    forgetRequest: async (id) => {
      await view.write([{ key: `request/${id}`, value: null }])
    },
    prune: async (now) => {
      const keys = staleKeys(tables, now)
      if (keys.length > 0) await view.write(keys.map((key) => ({ key, value: null })))
    },
    users: () => [...tables.users.values()],
    user: (id) => tables.users.get(id),
    session: (hash) => tables.sessions.get(hash),
    sessions: () => [...tables.sessions.values()],
    tokens: () => [...tables.tokens.values()],
    token: (hash) => tables.tokens.get(hash),
    link: (hash) => tables.links.get(hash),
    hasSignedIn: (user) =>
      [...tables.links.values()].some(
        (known) => known.link.user === user && known.usedAt !== undefined,
      ),
    secret: (name) => tables.secrets.get(name),
    secrets: () => [...tables.secrets.values()],
    forgetSecrets: async (names) => {
      await view.write(names.map((name) => ({ key: `secret/${name}`, value: null })))
    },
    suppressions: (env) => tables.suppressions.list(env),
    suppressionsOf: (env, address) => tables.suppressions.of(env, address),
    forgetSuppressions: async (entries) => {
      await view.write(entries.map((entry) => ({ key: suppressionKey(entry), value: null })))
    },
    drafts: (env) => [...tables.drafts.values()].filter((draft) => draft.env === env),
    draft: (key) => tables.drafts.get(key),
    forgetDraft: async (key) => {
      await view.write([{ key, value: null }])
    },
    audit: () => [...tables.audit.values()].reverse(),
  }
}
