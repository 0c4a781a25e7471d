import { createHash } from 'node:crypto'
import type { EventItem, Setup } from '@waymark/schemas'
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
  const scripts = [ingestUrl, ...hashes.map((hash) => `'${hash}'`)].join(' ')
  return `script-src ${scripts}; connect-src ${ingestUrl}; img-src ${ingestUrl}`
}

/** How far an installation has come, each step proved by what happened. */
export const readProgress = async (
  store: EventStore,
  env: string,
): Promise<Pick<Setup, 'steps' | 'lastEventAt'> & { readonly firstEvent?: EventItem }> => {
  const [first, totals, known, proofs] = await Promise.all([
    store.query<EventRow>(
      `SELECT ${eventColumns} FROM events WHERE env = {env:String} ORDER BY received_ms LIMIT 1`,
      { env },
    ),
    store.query<{ last: number }>(
      'SELECT max(received_ms) AS last FROM events WHERE env = {env:String}',
      { env },
    ),
    store.query<{ n: number }>(
      `SELECT count() AS n FROM (SELECT 1 FROM people WHERE env = {env:String} AND subject_kind = 'user' LIMIT 1)`,
      { env },
    ),
    store.query<{ milestone: number; guide: number }>(
      `SELECT countIf(kind = 'milestone' AND JSONExtractString(body, 'what') = 'reached') AS milestone,
         countIf(kind = 'message') AS guide
       FROM transitions WHERE env = {env:String} AND kind IN ('milestone', 'message')`,
      { env },
    ),
  ])
  const [row] = first
  const last = totals[0]?.last ?? 0
  return {
    ...(row ? { firstEvent: eventItem(row) } : {}),
    ...(last > 0 ? { lastEventAt: last } : {}),
    steps: {
      install: row !== undefined,
      identify: (known[0]?.n ?? 0) > 0,
      milestone: (proofs[0]?.milestone ?? 0) > 0,
      guide: (proofs[0]?.guide ?? 0) > 0,
    },
  }
}
