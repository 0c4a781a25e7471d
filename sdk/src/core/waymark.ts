import type { Decision, JsonObject } from '@waymark/schemas'
import type { IdentityToken, Waymark } from '../api.ts'
import { version } from '../version.ts'
import { createCalls } from './calls.ts'
import { captureUrl } from './capture-url.ts'
import type { Purpose } from './consent.ts'
import { createContexts } from './contexts.ts'
import { createEmitter } from './emitter.ts'
import { queueLimits } from './event-store.ts'
import { createEvents } from './events.ts'
import { createGuides, type Tracked } from './guides.ts'
import { openKept } from './kept.ts'
import { checkVersion, type LazyFiles } from './lazy-files.ts'
import { maskText } from './mask-text.ts'
import { createMessages } from './messages.ts'
import { newId } from './new-id.ts'
import { createOutbox } from './outbox.ts'
import { watchPageLife } from './page-life.ts'
import { createRecorder } from './recorder.ts'
import { createReporter } from './reporter.ts'
import { createSession, subjectOf } from './session.ts'
import type { Settings } from './settings.ts'
import { createTabs } from './tabs.ts'
import { createTransport } from './transport.ts'
import { watchUse } from './watch-use.ts'

type OwnEvents = typeof import('@waymark/schemas').ownEvents

const clickEvent = '$click' satisfies OwnEvents['click']
const errorEvent = '$sdk_error' satisfies OwnEvents['sdkError']

/** A page's function that fetches tokens is called no more often. */
const tokenForMs = 60_000

/** Coalesces the calls of one moment; a guide may wait for the event. */
const flushAfterMs = 10

export interface Core {
  readonly api: Waymark
  /** Begins to watch the page; what was queued before the SDK came has been called by then. */
  start(): void
}

/** Puts the parts together: every dependency between them is here. */
export const createCore = (settings: Settings, { load, loadLater }: LazyFiles): Core => {
  const { key, baseUrl, urlRules, nonce } = settings
  const name = `waymark:${key}`
  const now = () => Date.now()
  const { random } = Math
  let started = false
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  let token: IdentityToken | undefined = settings.token
  let proven: Promise<string | undefined>
  let askProofAt = 0
  let stops: readonly (() => void)[] = []

  const recordOwn = (event: string, properties: JsonObject, purpose: Purpose = 'analytics') =>
    recorder.record({ type: 'track', event, properties }, purpose)
  const reporter = createReporter((kind, message) =>
    recordOwn(errorEvent, { kind, message: maskText(message, 200) }),
  )
  const { report, safe } = reporter
  const kept = openKept(settings, name, () => newId(now()))
  const { consent, identity, store } = kept
  const { locale, request, batch } = createContexts(settings, consent)
  const transport = createTransport(baseUrl)
  const tabs = createTabs(settings.stores ? name : undefined, (message) =>
    safe('tabs', session.hear)(message),
  )
  const { tell } = tabs
  /** Never rejects, whatever the page's function does. */
  const proof = () => {
    if (now() >= askProofAt) {
      askProofAt = now() + tokenForMs
      proven = new Promise<string | undefined>((resolve) => {
        resolve(typeof token === 'function' ? token() : token)
      }).catch((error) => report('token', error) as undefined)
    }
    return proven
  }
  const outbox = createOutbox(
    { writeKey: key, limits: queueLimits, flushAfterMs },
    {
      transport,
      store,
      lock: kept.sendLock,
      tell,
      context: batch,
      token: proof,
      report,
      onDropped: (count) => recordOwn(errorEvent, { kind: 'events_dropped', count }),
      onSent: () => messages.askAfterFlush(),
      now,
      random,
    },
  )
  const recorder = createRecorder({ settings, consent, identity, outbox, report, now })
  const events = createEvents((error) => report('listener', error))
  const onError = (error: unknown) => report('guide_listener', error)
  const tracked = createEmitter<Tracked>(onError)
  const navigated = createEmitter<string>(onError)
  const decided = createEmitter<readonly Decision[]>(onError)
  const later = async () => checkVersion(await loadLater())
  const messages = createMessages(
    { writeKey: key, baseUrl },
    {
      transport,
      lock: kept.streamLock,
      later,
      person: identity.person,
      token: proof,
      page: () => captureUrl(location.href, urlRules),
      locale,
      context: request,
      tell,
      report,
      onDecisions(decisions) {
        guides.decisionsChanged()
        decided.emit(decisions)
        events.emit('decisions', decisions)
      },
      now,
      random,
    },
  )
  const guides = createGuides({
    baseUrl,
    nonce,
    headless: settings.guides === 'headless',
    load,
    decisions: messages.decisions,
    async decide() {
      // A call that waited in the stub comes before all has begun.
      await begun
      await messages.ask()
    },
    person: () => subjectOf(identity),
    transport,
    claimRequest: async (decision) => ({ ...(await messages.credentials()), decision }),
    record: (call) => recorder.record(call, 'guides'),
    progress: messages.progress,
    underWay: kept.underWay,
    emit: events.emit,
    locale,
    tracked,
    navigated,
    decided,
    report,
  })
  const setToken = (next: IdentityToken | undefined) => {
    askProofAt = 0
    token = next ?? (typeof settings.token === 'function' ? settings.token : undefined)
  }
  const session = createSession({
    consent,
    identity,
    outbox,
    recorder,
    messages,
    guides,
    tabs,
    dropToken: () => setToken(undefined),
    mayWake: () => started && settings.guides !== 'off',
  })
  const { changePerson } = session
  const calls = createCalls({
    recorder,
    identity,
    reporter,
    tracked,
    changePerson,
    setToken,
    askMessages: (why) => {
      if (why === 'page') messages.askAfterFlush()
      else void messages.ask()
    },
  })

  const viewed = () => {
    if (settings.pages) calls.page()
  }
  const watch = () => [
    watchUse(settings, reporter, {
      clicked: (control) => recordOwn(clickEvent, control),
      navigated: navigated.emit,
      viewed,
    }),
    watchPageLife({
      visible: safe('visible', session.wake),
      hidden: safe('hidden', () => {
        outbox.leave(false)
        messages.sleep()
      }),
      leave: safe('leave', () => {
        outbox.leave(true)
        messages.sleep()
        tabs.close()
      }),
      restored: safe('restored', () => {
        tabs.open()
        session.restore()
        viewed()
      }),
      online: safe('online', () => {
        outbox.resume()
        void messages.ask()
      }),
    }),
  ]
  const keep = () => {
    if (!consent.any()) return
    identity.keep()
    void outbox.flush()
  }
  const openTools = async () => {
    try {
      const link = { ...guides.link, waymark: api, settings, kept, messages, outbox }
      ;(await later()).startTools(link)
    } catch (error) {
      report('tools', error)
    }
  }
  const start = safe('start', () => {
    if ((document as { readonly prerendering?: boolean }).prerendering) {
      document.addEventListener('prerenderingchange', start, true)
      return
    }
    if (started) return
    started = true
    tabs.open()
    stops = watch()
    viewed()
    if (wantsTools()) void openTools()
    // Tasks of their own: a phone has other things to do just now.
    setTimeout(() => {
      safe('wake', session.wake)()
      begin()
      setTimeout(safe('keep', keep))
    })
  })
  const api: Waymark = {
    version,
    key,
    ...calls,
    consent: safe('consent', session.consent),
    on: events.on,
    off: events.off,
    guides: guides.api,
    stop: safe('stop', () => {
      started = true
      for (const part of [...stops, messages.sleep, guides.stop, outbox.stop, tabs.close]) part()
    }),
  }
  return { api, start }
}

/** The mark of a window that is debugged, or was opened for authoring. */
const wantsTools = () => /[?#&]wm_debug/.test(location.href) || window.name.startsWith('waymark:')
