import type { Refusal } from '@waymark/schemas'
import type { Setup } from '@waymark/schemas/api/setup'

export interface WaitingHelp {
  readonly title: string
  readonly says: string
  readonly link?: { readonly href: string; readonly label: string }
}

const likely = (refusals: readonly Refusal[]): string => {
  const [newest] = refusals
  if (newest?.code === 'origin_not_allowed')
    return `Requests arrive from ${newest.origin ?? 'a page'}, whose origin is not allowed for this environment.`
  if (newest?.code === 'unknown_key' || newest?.code === 'revoked_key')
    return 'Requests arrive with a write key that this environment does not know. Compare it with the snippet.'
  if (newest) return `Requests arrive, and are refused: ${newest.message}`
  return 'Nothing arrives at all. Most often an ad blocker stops it, the page’s Content Security Policy does not list this address, or the snippet is on another page than the one that is open.'
}

/** What to tell somebody who has waited this long. The longer, the more direct. */
export const waitingHelp = (waitedMs: number, setup: Setup): WaitingHelp | undefined => {
  if (waitedMs < 20_000) return undefined
  if (waitedMs < 60_000) {
    return {
      title: 'Open your app in another tab',
      says: 'The first page view sends an event. Reload the page once after you pasted the snippet.',
    }
  }
  if (waitedMs < 180_000) return { title: 'The likely cause', says: likely(setup.refusals) }
  return {
    title: setup.demoUrl ? 'See it work first' : 'Check the way by hand',
    says: setup.demoUrl
      ? 'The sample app sends to this environment. If its events arrive, your page is where to look.'
      : 'Send one event from a terminal (tab “Server” above). If it arrives, your page is where to look.',
    ...(setup.demoUrl ? { link: { href: setup.demoUrl, label: 'Open the sample app' } } : {}),
  }
}
