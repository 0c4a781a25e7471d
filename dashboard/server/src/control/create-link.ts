import { type Clock, hashKey } from '@waymark/runtime'
import type { StoredLink } from '@waymark/schemas'
import type { EventLog } from '@waymark/storage'
import type { Ids } from '../deps.ts'

/** How long a sign-in link can be used. */
export const linkMs = 15 * 60_000
export const firstLinkMs = 24 * 3_600_000

interface LinkDeps {
  readonly log: EventLog
  readonly clock: Clock
  readonly ids: Pick<Ids, 'newSecret'>
}

/** A new link's text, and what is stored of it. */
export const newLink = (
  deps: Pick<LinkDeps, 'clock' | 'ids'>,
  user: string,
  lastsMs: number = linkMs,
): { readonly text: string; readonly stored: StoredLink } => {
  const text = deps.ids.newSecret('link')
  return {
    text,
    stored: { t: 'link', hash: hashKey(text), user, expires: deps.clock() + lastsMs },
  }
}

/**
 * Makes a sign-in link for a user and returns its secret part. The page at `/sign-in?link=<text>` posts it to `/api/session`.
 * It works once.
 */
export const createLink = async (
  deps: LinkDeps,
  user: string,
  lastsMs: number = linkMs,
): Promise<string> => {
  const { text, stored } = newLink(deps, user, lastsMs)
  const value = new TextEncoder().encode(JSON.stringify(stored))
  await deps.log.append([{ topic: 'control', key: `link/${stored.hash}`, value }])
  return text
}
