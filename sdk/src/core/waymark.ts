import type { JsonObject } from '@waymark/schemas'
import type { Waymark } from '../api.ts'
import { isMarkedFor } from '../tools/wanted-tool.ts'
import { version } from '../version.ts'
import { bare } from './bare.ts'
import { createCalls } from './calls.ts'
import type { Purpose } from './consent.ts'
import { createContexts } from './contexts.ts'
import { queueLimits } from './event-store.ts'
import { createEvents } from './events.ts'
import { inTurns } from './in-turns.ts'
import { openKept } from './kept.ts'
import type { LazyFiles } from './lazy-files.ts'
import { maskText } from './mask-text.ts'
import { createMessagingSide } from './messaging.ts'
import { newId } from './new-id.ts'
import { createOutbox } from './outbox.ts'
import { watchPageLife } from './page-life.ts'
import { createProof } from './proof.ts'
import { createRecorder } from './recorder.ts'
import { createReporter } from './reporter.ts'
import { createSession } from './session.ts'
import type { Settings } from './settings.ts'
import { createTabs } from './tabs.ts'
import { createTransport } from './transport.ts'
import { watchUse } from './watch-use.ts'

type OwnEvents = typeof import('@waymark/schemas/wire/event').ownEvents

const clickEvent = '$click' satisfies OwnEvents['click']
const errorEvent = '$sdk_error' satisfies OwnEvents['sdkError']

/** Coalesces the calls of one moment; a guide may wait for the event. */
const flushAfterMs = 10

export interface Core {
  readonly api: Waymark
  /**
   * Begins to watch the page, in small tasks.
   *
   * @param takeOver makes the calls that were queued before the SDK came; false: another copy is there already
   */
  start(takeOver?: () => boolean): void
}

/** Puts the parts together: every dependency between them is here. */
export const createCore = (settings: Settings, { loadMessages, loadFile }: LazyFiles): Core => {
  const { key, baseUrl } = settings
  const name = `waymark:${key}`
  const now = () => Date.now()
  const { random } = Math
  let started = false
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const stop = new AbortController()

  const recordOwn = (event: string, properties: JsonObject, purpose: Purpose = 'analytics') =>
    recorder.record({ type: 'track', event, properties }, purpose)
  const reporter = createReporter((kind, message) =>
    recordOwn(errorEvent, { kind, message: maskText(message, 200) }),
  )
  const { report, safe } = reporter
  const kept = openKept(settings, name, () => newId(now()))
  const { consent, identity, store } = kept
  const contexts = createContexts(settings, consent)
  const transport = createTransport(baseUrl)
  const tabs = createTabs(settings.stores ? name : undefined, (message) =>
    safe('tabs', session.hear)(message),
  )
  const { tell } = tabs
  const proof = createProof({ given: settings.token, report, now })
  const outbox = createOutbox(
    { writeKey: key, limits: queueLimits, flushAfterMs },
    {
      transport,
      store,
      lock: kept.sendLock,
      tell,
      context: contexts.batch,
      proof,
      report,
      onDropped: (count) => recordOwn(errorEvent, { kind: 'events_dropped', count }),
      onSent: () => messaging.part()?.askAfterFlush(),
      now,
      random,
    },
  )
  const recorder = createRecorder({ settings, consent, identity, outbox, report, now })
  const events = createEvents((error) => report('listener', error))
  const registered = new Map<string, () => unknown>()
  const messaging = createMessagingSide({
    load: loadMessages,
    link: (early) => ({
      waymark: api,
      settings,
      kept,
      transport,
      outbox,
      recorder,
      report,
      contexts,
      events,
      proof: proof.get,
      tell,
      registered,
      early,
      loadFile,
    }),
    isDenied: () => consent.choice('guides') === 'denied',
    begun,
    report,
  })
  const viewed = () => {
    if (settings.pages) calls.page()
  }
  let viewing: ReturnType<typeof setTimeout> | undefined
  /** A task later the app has set the title of its new page. Whoever is new there has seen that page, and once. */
  const viewSoon = () => {
    if (!started) return
    messaging.forgetTracked()
    viewing ??= setTimeout(() => {
      viewing = undefined
      viewed()
    })
  }
  const session = createSession({
    viewed: viewSoon,
    consent,
    identity,
    outbox,
    recorder,
    messaging,
    tabs,
    dropToken: () => proof.set(undefined),
    mayWake: () => started && settings.guides !== 'off',
  })
  const { changePerson } = session
  const calls = createCalls({
    recorder,
    identity,
    reporter,
    changePerson,
    setToken: proof.set,
    viewed: viewSoon,
    messaging,
  })

  const watch = ({ signal }: AbortController) => {
    const used = {
      signal,
      clicked: (control: JsonObject) => recordOwn(clickEvent, control),
      navigated: (url: string) => messaging.part()?.navigated(url),
      viewed: viewSoon,
    }
    watchUse(settings, reporter, used)
    const life = {
      visible: session.wake,
      hidden() {
        outbox.leave(false)
        messaging.sleep()
      },
      leave() {
        outbox.leave(true)
        messaging.sleep()
        tabs.close()
      },
      restored() {
        outbox.back()
        tabs.open()
        session.restore()
        messaging.forgetTracked()
        viewed()
      },
      online() {
        if (consent.any()) outbox.resume()
        void messaging.part()?.ask()
      },
    }
    watchPageLife(life, reporter, signal)
  }
  const keep = () => {
    if (!consent.any()) return
    identity.keep()
    void outbox.flush()
  }
  const start = (takeOver = () => true) => {
    if ((document as { readonly prerendering?: boolean }).prerendering) {
      document.addEventListener('prerenderingchange', () => start(takeOver), bare({ once: true }))
      return
    }
    const steps = [
      tabs.open,
      // The first look at each kind of storage waits for another process.
      consent.choices,
      identity.person,
      () => {
        if (!takeOver()) api.stop()
      },
      () => {
        started = true
        watch(stop)
        viewed()
        if (isMarkedFor('(author|debug)')) messaging.openTool()
      },
      () => {
        session.wake()
        begin()
      },
      keep,
    ]
    inTurns(steps, reporter, stop.signal)
  }
  const api: Waymark = {
    version,
    key,
    ...calls,
    consent: safe('consent', session.consent),
    on: events.on,
    off: events.off,
    guides: {
      ...messaging.api,
      register: (name, fn) => {
        registered.set(name, fn)
      },
    },
    stop: safe('stop', () => {
      started = false
      begin()
      stop.abort()
      messaging.sleep()
      messaging.part()?.stop()
      outbox.stop()
      tabs.close()
    }),
  }
  return { api, start }
}
