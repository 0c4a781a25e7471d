import type { EventContext } from '@waymark/schemas/wire/event'
import type {
  Decision,
  MessagesRequest,
  MessagesResponse,
  OverDecisions,
} from '@waymark/schemas/wire/messages'
import { bare } from '../bare.ts'
import type { Person } from '../identity.ts'
import type { TabLock } from '../locks.ts'
import type { Reporter } from '../reporter.ts'
import { retryDelay } from '../retry-delay.ts'
import type { TabMessage } from '../tabs.ts'
import { toJson } from '../to-json.ts'
import type { Transport } from '../transport.ts'
import { createLiveStream } from './live-stream.ts'

/** What the server has decided for the person in front of this page, kept current while the page is visible. */
export interface Messages {
  decisions(): readonly Decision[]
  /** What the same answer said of decisions that are over. */
  over(): OverDecisions
  /** What it said of milestones. */
  progress(): MessagesResponse['progress']
  /** Who asks: the part that all requests for messages share. */
  credentials(): Promise<Credentials>
  /** Asks now, once however often it is called meanwhile. Resolves when the answer is in; never rejects. */
  ask(): Promise<void>
  /** Events were sent: without a stream, asks as soon as the server allows. */
  askAfterFlush(): void
  /** What was decided was for someone else: it goes at once. */
  personChanged(): void
  /** This tab has the stream. */
  streams(): boolean
  /** Another tab heard this. */
  hear(response: MessagesResponse): void
  /** The page is seen: asks, and streams if no other tab does. */
  wake(): void
  /** The page is not seen, or may not ask: the stream goes to another tab. */
  sleep(): void
}

/** On its way into JSON, where what is undefined is absent. */
export type Credentials = {
  readonly [Name in 'writeKey' | 'anonymousId' | 'userId' | 'token']:
    | MessagesRequest[Name]
    | undefined
}

interface MessagesConfig {
  readonly writeKey: string
  readonly baseUrl: string
}

interface MessagesDeps {
  readonly transport: Transport
  readonly lock: TabLock
  readonly person: () => Person
  readonly token: () => Promise<string | undefined>
  readonly page: () => { readonly url: string } | undefined
  readonly locale: () => string
  readonly context: () => EventContext
  readonly tell: (message: TabMessage) => void
  readonly onDecisions: (decisions: readonly Decision[]) => void
  readonly report: Reporter['report']
  readonly now: () => number
  readonly random: () => number
}

/** Who was refused is not let in a moment later. */
const refusedForMs = 60_000
/** What follows from events is decided a moment after they are in, … */
const decidedMs = 500
/** … and the tab with the stream tells the others, unless something is wrong with it. */
const toldMs = 30_000
const noDecisions: readonly Decision[] = []

export const createMessages = (config: MessagesConfig, deps: MessagesDeps): Messages => {
  const { transport, lock, person, now } = deps
  let decisions = noDecisions
  let progress: MessagesResponse['progress'] = []
  let over: OverDecisions = {}
  let heard = ''
  let awake: AbortController | undefined
  let asking: Promise<void> | undefined
  let askAgain = false
  let mayAskAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ticket: string | undefined
  let failures = 0

  const broken = (error: unknown) => deps.report('messages', error)

  const isMine = (response: unknown): response is MessagesResponse => {
    if (!isResponse(response)) return false
    const { anonymousId, userId } = bare(response.for)
    return anonymousId === person().anonymousId && userId === person().userId
  }

  /** @param told by another tab */
  const apply = (response: MessagesResponse, told?: boolean) => {
    const next = [...response.decisions].sort((a, b) => b.priority - a.priority)
    const news = toJson([next, response.progress, response.over])
    if (news === heard) return
    // What that tab was answered may be older than what the stream has said since: only an answer of our own tells.
    if (told && live.streams()) return later(mayAskAt - now(), ask)
    heard = news
    decisions = next
    ;({ progress, over = {} } = response)
    deps.onDecisions(decisions)
  }

  const later = (ms: number, then: () => unknown) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void then()
    }, ms)
  }

  const stopWaiting = () => {
    clearTimeout(timer)
    timer = undefined
  }

  const retry = (afterMs?: number) => later(retryDelay(failures++, afterMs, deps.random()), ask)

  const credentials = async (): Promise<Credentials> => {
    // Somebody else may have come while the page fetched it: then it is theirs.
    const token = await deps.token()
    const { anonymousId, userId } = person()
    return { writeKey: config.writeKey, anonymousId, userId, token }
  }

  const request = async () => {
    const who = await credentials()
    // Who came while the token was fetched is the one who asks here.
    askAgain = false
    const before = heard
    const asked = {
      ...who,
      locale: deps.locale(),
      page: deps.page(),
      context: deps.context(),
    }
    const answer = await transport.post('/v1/messages', toJson(asked))
    if (!awake) return
    if (answer.kind === 'later') return retry(answer.afterMs)
    if (answer.kind === 'refused') {
      mayAskAt = now() + refusedForMs
      return
    }
    const response = answer.body
    if (!isMine(response)) return
    mayAskAt = now() + Math.max(0, Number(response.next) || 0)
    if (!live.leads()) failures = 0
    ;({ ticket } = response)
    // Meanwhile the stream or another tab has said something else: which of both is older, only another answer tells.
    if (heard === before) hearOwn(response)
    else askAgain = true
    // Without Web Locks every tab would have a stream.
    if (ticket && lock.exclusive) live.follow(awake.signal)
  }

  const ask = (): Promise<void> => {
    if (!awake) return Promise.resolve()
    if (asking !== undefined) {
      askAgain = true
      return asking
    }
    stopWaiting()
    asking = (async () => {
      do await request()
      while (askAgain && awake)
    })()
      .catch(broken)
      .then(() => {
        asking = undefined
      })
    return asking
  }

  const live = createLiveStream({
    ...deps,
    ...config,
    takeTicket() {
      const taken = ticket
      ticket = undefined
      return taken
    },
    hear: (response) => hearOwn(response),
    onStream: stopWaiting,
    onStreamEnd(good, spent) {
      if (good) failures = 0
      if (spent) void ask()
      else retry()
    },
  })

  const closeStream = () => {
    live.close()
    ticket = undefined
  }

  const hearOwn = (response: unknown) => {
    if (!isMine(response)) return
    // The ticket stays here: one stream per browser.
    const { ticket: _, ...told } = response
    deps.tell({ kind: 'messages', response: told })
    apply(told)
  }

  const askAfterFlush = () => {
    if (live.streams() || !awake) return
    if (asking !== undefined) asking.then(askAfterFlush).catch(broken)
    else later(Math.max(mayAskAt - now(), lock.exclusive ? toldMs : decidedMs), ask)
  }

  return {
    decisions: () => decisions,
    over: () => over,
    progress: () => progress,
    credentials,
    streams: live.streams,
    ask,
    askAfterFlush,
    personChanged() {
      closeStream()
      heard = ''
      progress = []
      if (decisions.length) {
        decisions = noDecisions
        deps.onDecisions(decisions)
      }
      void ask()
    },
    hear(response) {
      if (isMine(response)) apply(response, true)
    },
    wake() {
      if (awake) return
      awake = new AbortController()
      void ask()
    },
    sleep() {
      awake?.abort()
      awake = undefined
      stopWaiting()
      closeStream()
    },
  }
}

const isResponse = (body: unknown): body is MessagesResponse => {
  const { for: whom, decisions } = (body ?? {}) as Partial<MessagesResponse>
  return typeof whom?.anonymousId === 'string' && Array.isArray(decisions)
}
