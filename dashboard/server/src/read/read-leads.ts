import { parseSubjectKey, type SubjectKey, type Transition } from '@waymark/schemas'
import type { EventStore } from '@waymark/storage'
import { type LeadRecord, type LeadWords, leadsOf } from './leads-of.ts'

interface Row {
  readonly subject: string
  readonly version: number
  readonly idx: number
  readonly at_ms: number
  readonly body: string
}

/** The newest changes that leads are made of; older ones than these are no longer shown. */
const changesRead = 20_000

const names = async (
  store: EventStore,
  env: string,
  subjects: readonly SubjectKey[],
): Promise<ReadonlyMap<SubjectKey, string>> => {
  if (subjects.length === 0) return new Map()
  const rows = await store.query<{ subject: string; name: string }>(
    `SELECT subject, name FROM subjects FINAL WHERE env = {env:String} AND subject IN {subjects:Array(String)}`,
    { env, subjects },
  )
  return new Map(rows.map((row) => [row.subject, row.name]))
}

/** The leads of an environment, or of one subject; newest turn first. */
export const readLeads = async (
  store: EventStore,
  words: Omit<LeadWords, 'nameOf'>,
  of: { readonly env: string; readonly subject?: SubjectKey },
): Promise<readonly LeadRecord[]> => {
  const { env, subject } = of
  const rows = await store.query<Row>(
    `SELECT subject, version, idx, at_ms, body FROM changes
     WHERE env = {env:String} AND kind IN ('pql', 'worked', 'alert')
       ${subject === undefined ? '' : 'AND subject = {subject:String}'}
     ORDER BY at_ms DESC, version DESC, idx DESC LIMIT {limit:UInt32}`,
    { env, limit: changesRead, ...(subject === undefined ? {} : { subject }) },
  )
  const known = await names(store, env, [...new Set(rows.map((row) => row.subject))])
  const changes = rows
    .map((row) => ({
      subject: row.subject,
      version: row.version,
      idx: row.idx,
      at: row.at_ms,
      transition: JSON.parse(row.body) as Transition,
    }))
    .reverse()
  return leadsOf(changes, {
    ...words,
    nameOf: (key) => {
      const id = parseSubjectKey(key)?.id ?? key
      return { id, name: known.get(key) || id }
    },
  })
}
