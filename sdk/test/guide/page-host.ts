import type { JsonObject } from '@waymark/schemas'
import type { GuideContent } from '@waymark/schemas/wire/content'
import type { ClaimResponse, Decision, OverDecisions } from '@waymark/schemas/wire/messages'
import { startGuides, version } from '../../src/guide/index.ts'
import { importPart } from '../../src/guide/kinds/import-part.ts'
import type { GuideEngine, GuideHost } from '../../src/guide-contract.ts'

/** What a test page gives the guides: everything that the core would, kept where the test can read and change it. */
export interface PageHost {
  readonly engine: GuideEngine
  readonly records: { readonly event: string; readonly properties: JsonObject }[]
  readonly emitted: string[]
  readonly errors: { readonly kind: string; readonly text: string }[]
  readonly claims: string[]
  readonly called: string[]
  readonly traits: JsonObject
  /** Milestones that the server says are reached. */
  reached: readonly string[]
  locale: string
  claimAnswer: ClaimResponse
  /** Answers the claims that wait, when `claimAnswer` is held back. */
  answerClaims: (() => void) | undefined
  /** What the server says of milestones; the decisions stay. */
  setReached(milestones: readonly string[]): void
  setDecisions(decisions: readonly Decision[], contents?: Record<string, GuideContent>): void
  /** The server takes them back for good. */
  endDecisions(over: OverDecisions): void
  setPerson(person: string): void
  navigate(path: string): void
  track(event: string): void
  holdClaims(): void
}

declare global {
  interface Window {
    wm: PageHost
  }
}

type Fn<A extends readonly unknown[]> = (...args: A) => void

const listeners = <A extends readonly unknown[]>() => {
  const all = new Set<Fn<A>>()
  return {
    add: (fn: Fn<A>) => {
      all.add(fn)
      return () => void all.delete(fn)
    },
    tell: (...args: A) => {
      for (const fn of [...all]) fn(...args)
    },
  }
}

const createPageHost = (): PageHost => {
  let decisions: readonly Decision[] = []
  /** Content files do not go with the page. */
  let contents: Record<string, GuideContent> = JSON.parse(sessionStorage.getItem('files') ?? '{}')
  let over: OverDecisions = {}
  let person = sessionStorage.getItem('person') ?? 'anna'
  let held: Promise<void> | undefined
  const onDecisions = listeners<[readonly Decision[]]>()
  const onNavigate = listeners<[string]>()
  const onTrack = listeners<[string, JsonObject]>()
  const page: Omit<PageHost, 'engine'> & { engine?: GuideEngine } = {
    records: [],
    emitted: [],
    errors: [],
    claims: [],
    called: [],
    traits: {},
    reached: [],
    locale: 'en',
    claimAnswer: { granted: true, until: Date.now() + 60_000 },
    answerClaims: undefined,
    setReached: (milestones) => {
      page.reached = milestones
      onDecisions.tell(decisions)
    },
    setDecisions: (next, files = {}) => {
      decisions = next
      contents = { ...contents, ...files }
      sessionStorage.setItem('files', JSON.stringify(contents))
      onDecisions.tell(next)
    },
    endDecisions: (ended) => {
      over = ended
      decisions = decisions.filter(({ id }) => !ended[id])
      onDecisions.tell(decisions)
    },
    setPerson: (next) => {
      person = next
      engine.personChanged()
    },
    navigate: (path) => {
      history.pushState({}, '', path)
      onNavigate.tell(location.href)
    },
    track: (event) => onTrack.tell(event, {}),
    holdClaims: () => {
      held = new Promise((resolve) => {
        page.answerClaims = resolve
      })
    },
  }
  const host: GuideHost = {
    version,
    baseUrl: 'https://in.test',
    nonce: undefined,
    decisions: () => decisions,
    over: () => over,
    onDecisions: onDecisions.add,
    person: () => person,
    claim: async (decision) => {
      page.claims.push(decision)
      await held
      return page.claimAnswer
    },
    record: (event, properties) => void page.records.push({ event, properties }),
    content: async (path) => contents[path],
    onNavigate: onNavigate.add,
    onTrack: onTrack.add,
    setTraits: (traits) => void Object.assign(page.traits, traits),
    reached: () => new Set(page.reached),
    keep: (text) =>
      text === undefined ? sessionStorage.removeItem('wm') : sessionStorage.setItem('wm', text),
    kept: () => sessionStorage.getItem('wm') ?? undefined,
    locale: () => page.locale,
    emit: (name) => void page.emitted.push(name),
    registered: (name) => () => {
      page.called.push(name)
      if (name === 'broken') throw new Error('of the page')
    },
    navigate: (url) => {
      page.navigate(url)
      return true
    },
    reportError: (kind, error) => void page.errors.push({ kind, text: String(error) }),
  }
  const engine = startGuides(host, importPart)
  return Object.assign(page, { engine })
}

window.wm = createPageHost()
