import type { EventContext, JsonObject } from '@waymark/schemas'
import type { IdentityToken, Waymark } from '../api.ts'
import { version } from '../version.ts'
import { createDomainCookie, createLocalItem, noStorage } from './browser-storage.ts'
import { createCalls } from './calls.ts'
import { captureUrl } from './capture-url.ts'
import { clickedControl } from './clicked-control.ts'
import { createConsent, type Purpose, pickChoices } from './consent.ts'
import { createEmitter } from './emitter.ts'
import { queueLimits } from './event-store.ts'
import { createEvents } from './events.ts'
import { createGuides, type LoadGuides, type Tracked } from './guides.ts'
import { createFleetingIdentity, createIdentity } from './identity.ts'
import { createIndexedDbStore } from './indexed-db-store.ts'
import { createTabLock, noLock } from './locks.ts'
import { maskText } from './mask-text.ts'
import { createMessages } from './messages.ts'
import { newId } from './new-id.ts'
import { createOutbox } from './outbox.ts'
import { watchPageLife } from './page-life.ts'
import { createRecorder } from './recorder.ts'
import { createReporter } from './reporter.ts'
import type { Settings } from './settings.ts'
import { createTabs, type TabMessage } from './tabs.ts'
import { createTransport } from './transport.ts'
import { watchNavigation } from './watch-navigation.ts'

type OwnEvents = typeof import('@waymark/schemas').ownEvents

const clickEvent = '$click' satisfies OwnEvents['click']
const errorEvent = '$sdk_error' satisfies OwnEvents['sdkError']
const purposes: readonly Purpose[] = ['analytics', 'guides']

/** Coalesces the calls of one moment; a guide may wait for the event. */
const flushAfterMs = 10

/** The first use of Intl takes 15 ms: it is asked only where there is no Temporal. */
const timezoneNow = (): string => {
  const { Temporal } = globalThis as { readonly Temporal?: TemporalApi }
  return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** Not yet in every `lib`. */
interface TemporalApi {
  readonly Now: { timeZoneId(): string }
}

export interface Core {
  readonly api: Waymark
  /** Begins to watch the page; what was queued before the SDK came has been called by then. */
  start(): void
}

/** Puts the parts together: every dependency between them is here. */
export const createCore = (settings: Settings, loadGuides: LoadGuides): Core => {
  const { key, baseUrl, stores, urlRules } = settings
  const name = `waymark:${key}`
  const now = () => Date.now()
  const { random } = Math
  let token: IdentityToken | undefined = settings.token
  let stops: readonly (() => void)[] = []
  let started = false
  let begin = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })

  const recordOwn = (event: string, properties: JsonObject, purpose: Purpose = 'analytics') =>
    recorder.record({ type: 'track', event, properties }, purpose)
  const reporter = createReporter((kind, message) =>
    recordOwn(errorEvent, { kind, message: maskText(message, 200) }),
  )
  const { report, safe } = reporter
  const consent = createConsent(
    {
      fallback: settings.consent,
      privacySignal:
        (navigator as { readonly globalPrivacyControl?: unknown }).globalPrivacyControl === true,
    },
    stores ? createLocalItem(`${name}:consent`) : noStorage,
  )
  const newAnonymousId = () => newId(now())
  const identity = stores
    ? createIdentity({
        cookie: createDomainCookie(`wm_${key.replace(/\W/g, '').slice(-12)}`),
        local: createLocalItem(name),
        newAnonymousId,
      })
    : createFleetingIdentity(newAnonymousId)
  const transport = createTransport(baseUrl)
  const tabs = createTabs(name, (message) => safe('tabs', hear)(message))
  const locale = () => settings.locale ?? (document.documentElement.lang || navigator.language)
  const context = (): EventContext => ({ consent: consent.wire() })
  const batchContext = (): EventContext => ({
    ...context(),
    library: { name: 'waymark.js', version },
    locale: locale(),
    timezone: timezoneNow(),
  })
  const outbox = createOutbox(
    { writeKey: key, limits: queueLimits, flushAfterMs },
    {
      transport,
      store: stores ? createIndexedDbStore(name, queueLimits) : undefined,
      lock: stores ? createTabLock(`${name}:send`) : noLock,
      tell: tabs.tell,
      context: batchContext,
      report,
      onDropped: (count) => recordOwn(errorEvent, { kind: 'events_dropped', count }),
      onSent: () => messages.askAfterFlush(),
      now,
      random,
    },
  )
  const recorder = createRecorder({ settings, consent, identity, outbox, report, now })
  const events = createEvents((error) => report('listener', error))
  const tracked = createEmitter<Tracked>((error) => report('guide_track', error))
  const navigated = createEmitter<string>((error) => report('navigation', error))
  const decided = createEmitter<ReturnType<typeof messages.decisions>>((error) =>
    report('decisions', error),
  )
  const tokenNow = async () => {
    try {
      return typeof token === 'function' ? await token() : token
    } catch (error) {
      report('token', error)
      return undefined
    }
  }
  const messages = createMessages(
    { writeKey: key, baseUrl },
    {
      transport,
      lock: stores ? createTabLock(`${name}:stream`) : noLock,
      person: identity.person,
      token: tokenNow,
      page: () => captureUrl(location.href, urlRules),
      locale,
      context,
      tell: tabs.tell,
      onDecisions: (decisions) => {
        guides.decisionsChanged()
        decided.emit(decisions)
        events.emit('decisions', decisions)
      },
      now,
      random,
    },
  )
  const subject = () => JSON.stringify([identity.person().anonymousId, identity.person().userId])
  const guides = createGuides({
    baseUrl,
    nonce: settings.nonce,
    headless: settings.guides === 'headless',
    load: loadGuides,
    decisions: messages.decisions,
    decide: async () => {
      // A call that waited in the stub comes before all has begun.
      await begun
      await messages.ask()
    },
    person: subject,
    transport,
    claimRequest: async (decision) => ({ ...(await messages.credentials()), decision }),
    record: (event, properties) => recordOwn(event, properties, 'guides'),
    emit: events.emit,
    locale,
    tracked,
    navigated,
    decided,
    report,
  })

  /** Runs what may change who is in front of the page; then nothing of somebody else's stays on it. */
  const changing = (change: () => void) => {
    const before = subject()
    change()
    if (subject() === before) return
    messages.personChanged()
    guides.personChanged()
  }
  const changePerson = (change: () => void) => {
    changing(change)
    tabs.tell({ kind: 'person', person: identity.person() })
  }
  const mayAsk = () => settings.guides !== 'off' && consent.choice('guides') === 'granted'
  const wake = () => {
    if (started && mayAsk() && !document.hidden) messages.wake()
  }
  const applyConsent = () => {
    for (const purpose of purposes) {
      if (consent.choice(purpose) === 'denied') outbox.clear(purpose)
    }
    if (consent.any()) identity.keep()
    else if (purposes.every((purpose) => consent.choice(purpose) === 'denied')) identity.forget()
    recorder.consentChanged()
    if (mayAsk()) return wake()
    messages.sleep()
    messages.personChanged()
  }
  const hear = (message: TabMessage) => {
    if (message.kind === 'sent') outbox.sentElsewhere(message.ids)
    else if (message.kind === 'pause') outbox.pauseUntil(message.until)
    else if (message.kind === 'messages') messages.hear(message.response)
    else if (message.kind === 'person') changing(() => identity.adopt(message.person))
    else {
      consent.adopt(message.choices)
      changing(() => {
        identity.adopt(message.person)
        applyConsent()
        identity.adopt(message.person)
      })
    }
  }
  const calls = createCalls({
    recorder,
    identity,
    reporter,
    tracked,
    changePerson,
    setToken: (next) => {
      token = next ?? (typeof settings.token === 'function' ? settings.token : undefined)
    },
    askMessages: (why) => {
      if (why === 'page') messages.askAfterFlush()
      else void messages.ask()
    },
  })
  const watch = (): readonly (() => void)[] => {
    const onClick = safe('click', (event: MouseEvent) => {
      const control = clickedControl(event.composedPath(), urlRules)
      if (control) recordOwn(clickEvent, control)
    })
    if (settings.clicks) document.addEventListener('click', onClick, true)
    let lastPage = captureUrl(location.href, urlRules)?.path
    return [
      () => document.removeEventListener('click', onClick, true),
      watchNavigation(
        safe('navigation', (url: string) => {
          navigated.emit(url)
          const path = captureUrl(url, urlRules)?.path
          if (!settings.pages || path === lastPage) return
          lastPage = path
          // A task later the app has set the title of its new page.
          setTimeout(calls.page)
        }),
      ),
      watchPageLife({
        visible: safe('visible', wake),
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
          consent.reload()
          changing(() => {
            identity.reload()
            applyConsent()
          })
          void outbox.flush()
          if (settings.pages) calls.page()
        }),
        online: safe('online', () => {
          outbox.resume()
          void messages.ask()
        }),
      }),
    ]
  }
  const keep = () => {
    if (!consent.any()) return
    identity.keep()
    void outbox.flush()
  }
  const start = safe('start', () => {
    if ((document as { readonly prerendering?: boolean }).prerendering) {
      document.addEventListener('prerenderingchange', start, true)
      return
    }
    if (started) return
    started = true
    if (stores) tabs.open()
    stops = watch()
    if (settings.pages) calls.page()
    // Tasks of their own: a phone has other things to do just now.
    setTimeout(() => {
      safe('wake', wake)()
      begin()
      setTimeout(safe('keep', keep))
    })
  })
  const api: Waymark = {
    version,
    key,
    ...calls,
    consent: safe('consent', (choice) => {
      consent.choose(pickChoices(choice))
      changing(applyConsent)
      const { person } = identity
      tabs.tell({ kind: 'consent', choices: consent.choices(), person: person() })
    }),
    on: events.on,
    off: events.off,
    guides: guides.api,
    stop: safe('stop', () => {
      started = true
      for (const stop of stops) stop()
      messages.sleep()
      guides.stop()
      outbox.stop()
      tabs.close()
    }),
  }
  return { api, start }
}
