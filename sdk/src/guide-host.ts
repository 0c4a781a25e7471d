import type { GuideContent } from '@waymark/schemas/wire/content'
import type { ClaimResponse } from '@waymark/schemas/wire/messages'
import { bare } from './core/bare.ts'
import type { GuideLink } from './core/later/guides.ts'
import { toJson } from './core/to-json.ts'
import { parseBare } from './guide/engine/parse-bare.ts'
import type { GuideHost } from './guide-contract.ts'

/** No answer in this time is "not shown"; the server gives up at the same moment. */
const claimWaitMs = 500

/** What the guides see of the core. */
export const createGuideHost = (link: GuideLink): GuideHost => {
  const { version, baseUrl, nonce, decisions, person, record, locale, emit, report, api } = link
  return {
    version,
    baseUrl,
    nonce,
    decisions: () => parseBare(toJson(decisions())),
    over: link.over,
    onDecisions: link.decided.on,
    person,
    claim: (decision) => claim(link, decision),
    record: (event, properties) => record({ type: 'track', event, properties }),
    setTraits: (traits) => record({ type: 'identify', traits }),
    reached: () =>
      new Set(link.progress().flatMap(({ milestone, reached }) => (reached ? [milestone] : []))),
    keep: (text) => (text === undefined ? link.underWay.remove() : link.underWay.write(text)),
    kept: link.underWay.read,
    content: createContentCache(link),
    onNavigate: link.navigated.on,
    onTrack: (fn) => link.tracked.on(({ event, properties }) => fn(event, properties)),
    locale,
    emit,
    registered: (name) => link.registered.get(name),
    navigate(url) {
      if (typeof api.navigate !== 'function') return false
      api.navigate(url)
      return true
    },
    reportError: report,
  }
}

const claim = async (link: GuideLink, decision: string): Promise<ClaimResponse> => {
  const body = toJson(await link.claimRequest(decision))
  const answer = await link.transport.post('/v1/messages/claim', body, { timeoutMs: claimWaitMs })
  // Whoever is turned away now will be so in a moment.
  if (answer.kind === 'refused') return { granted: false, reason: 'withdrawn' }
  const answered = answer.kind === 'ok' ? (answer.body as ClaimResponse | undefined) : undefined
  return typeof answered?.granted === 'boolean' ? answered : { granted: false, reason: 'late' }
}

/** Content files never change: one request each; a failed one may be tried again. */
const createContentCache = ({ baseUrl, report }: GuideLink): GuideHost['content'] => {
  const files = new Map<string, Promise<GuideContent | undefined>>()
  const fetchContent = async (path: string): Promise<GuideContent | undefined> => {
    try {
      const url = `${baseUrl}/${path.replace(/^\/+/, '')}`
      const response = await fetch(url, bare({ method: 'GET', credentials: 'omit' as const }))
      if (!response.ok) throw new Error(`${response.status} for ${path}`)
      return parseBare(await response.text())
    } catch (error) {
      files.delete(path)
      report('guide_content', error)
      return undefined
    }
  }
  return (path) => {
    const file = files.get(path) ?? fetchContent(path)
    files.set(path, file)
    return file
  }
}
