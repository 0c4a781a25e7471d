import { createHash } from 'node:crypto'
import type { MessageStep } from '@waymark/schemas'
import type { EventItem } from '@waymark/schemas/api/events'
import type { Setup } from '@waymark/schemas/api/setup'
import type { EventStore } from '@waymark/storage'
import { type EventRow, eventColumns, eventItem } from './event-rows.ts'

/** Hashes of the scripts that stand in a snippet itself, as a Content Security Policy wants them. */
export const scriptHashes = (snippet: string): readonly string[] =>
  [...snippet.matchAll(/<script(?<attributes>[^>]*)>(?<text>[\s\S]*?)<\/script>/g)]
    .filter((match) => match.groups?.text && !/\ssrc=/.test(match.groups.attributes ?? ''))
    .map((match) => {
      const text = match.groups?.text ?? ''
      return `sha256-${createHash('sha256').update(text).digest('base64')}`
    })

/** What a strict Content Security Policy of the host page has to allow. */
export const hostPolicy = (ingestUrl: string, hashes: readonly string[]): string => {
  const { origin } = new URL(ingestUrl)
  const scripts = [origin, ...hashes.map((hash) => `'${hash}'`)].join(' ')
  return `script-src ${scripts}; connect-src ${origin}; img-src ${origin}`
}

/** How far an installation has come, each step proved by what happened. */
export interface Progress extends Pick<Setup, 'steps' | 'lastEventAt'> {
  readonly firstEvent?: EventItem
}

const readFirst = async (store: EventStore, env: string): Promise<EventItem | undefined> => {
  const [row] = await store.query<EventRow>(
    `SELECT ${eventColumns} FROM events WHERE env = {env:String} AND received_ms = (
       SELECT min(received_ms) FROM events WHERE env = {env:String})
     ORDER BY src, idx LIMIT 1`,
    { env },
  )
  return row && eventItem(row)
}

/** What only a guide that was on the page comes to: `missed` is one that found no place there. */
const shown: readonly MessageStep[] = [
  'rendered',
  'seen',
  'clicked',
  'dismissed',
  'completed',
  'snoozed',
]

const readSteps = async (
  store: EventStore,
  env: string,
): Promise<Omit<Setup['steps'], 'install'>> => {
  const [row] = await store.query<Omit<Setup['steps'], 'install'>>(
    `SELECT
       (SELECT count() FROM (SELECT 1 FROM subjects WHERE env = {env:String} AND subject_kind = 'user' LIMIT 1)) > 0 AS identify,
       (SELECT count() FROM (SELECT 1 FROM transitions WHERE env = {env:String} AND kind = 'milestone'
          AND JSONExtractString(body, 'what') = 'reached' LIMIT 1)) > 0 AS milestone,
       (SELECT count() FROM (SELECT 1 FROM transitions WHERE env = {env:String} AND kind = 'message'
          AND JSONExtractString(body, 'what') IN {shown:Array(String)} LIMIT 1)) > 0 AS guide`,
    { env, shown },
  )
  return {
    identify: Boolean(row?.identify),
    milestone: Boolean(row?.milestone),
    guide: Boolean(row?.guide),
  }
}

const isDone = ({ steps }: Progress): boolean => Object.values(steps).every(Boolean)

/** Reads how far environments have come. What is done stays done, and is not asked again. */
export const createProgressReader = (store: EventStore) => {
  const done = new Map<string, Progress>()
  const first = new Map<string, EventItem>()

  const readLast = async (env: string): Promise<number> => {
    const [row] = await store.query<{ last: number }>(
      'SELECT max(received_ms) AS last FROM events WHERE env = {env:String}',
      { env },
    )
    return row?.last ?? 0
  }

  return async (env: string): Promise<Progress> => {
    const lastEventAt = await readLast(env)
    const known = done.get(env)
    if (known) return { ...known, lastEventAt }
    const firstEvent = first.get(env) ?? (await readFirst(store, env))
    if (firstEvent) first.set(env, firstEvent)
    const progress: Progress = {
      ...(firstEvent ? { firstEvent } : {}),
      ...(lastEventAt > 0 ? { lastEventAt } : {}),
      steps: { install: firstEvent !== undefined, ...(await readSteps(store, env)) },
    }
    if (isDone(progress)) done.set(env, progress)
    return progress
  }
}
