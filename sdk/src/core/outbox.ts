import type { EventContext } from '@waymark/schemas/wire/event'
import { pickBatch, requestLimits, writeBatch } from './batch.ts'
import type { Purpose } from './consent.ts'
import type { EventStore, QueueLimits, WaitingEvent } from './event-store.ts'
import type { TabLock } from './locks.ts'
import { createOwnEvents } from './own-events.ts'
import type { Proof } from './proof.ts'
import type { ErrorKind } from './reporter.ts'
import { retryDelay } from './retry-delay.ts'
import { createSharedEvents } from './shared-events.ts'
import type { TabMessage } from './tabs.ts'
import type { Answer, Transport } from './transport.ts'

/** Brings events to ingest: kept first, then sent; each at least once, and ingest counts it once. */
export interface Outbox {
  add(event: WaitingEvent): void
  /** Sends what waits, of all tabs. */
  flush(): Promise<void>
  /** Hands what this tab has to the browser; `final` when the page goes and its requests die with it. */
  leave(final: boolean): void
  /** The network is back: whatever pause there was is over. */
  resume(): void
  /** The page that went is back: it takes part again. */
  back(): void
  clear(purpose: Purpose): void
  /** Another tab brought these. */
  sentElsewhere(ids: readonly string[]): void
  pauseUntil(instant: number): void
  stop(): void
}

interface OutboxConfig {
  readonly writeKey: string
  readonly limits: QueueLimits
  /** Coalesces what happens together; short, as a guide may wait for the event. */
  readonly flushAfterMs: number
}

interface OutboxDeps {
  readonly transport: Transport
  /** Shared by the tabs; absent where nothing may be stored. */
  readonly store: EventStore | undefined
  readonly lock: TabLock
  readonly tell: (message: TabMessage) => void
  /** Merged by ingest into each event of the request. */
  readonly context: () => EventContext
  /** Proves who is signed in. */
  readonly proof: Proof
  readonly report: (kind: ErrorKind, error: unknown) => void
  /** So many events were given up: too many or too old. */
  readonly onDropped: (count: number) => void
  /** Events were accepted. */
  readonly onSent: () => void
  readonly now: () => number
  readonly random: () => number
}

/** Of the 64 KB that browsers allow all keepalive requests of a page. */
const leaveBytes = 60_000

/** Longer than any pause: five minutes and a quarter of that. */
const longestPauseMs = 400_000

export const createOutbox = (config: OutboxConfig, deps: OutboxDeps): Outbox => {
  const { transport, lock, proof, now, report } = deps
  const shared = createSharedEvents(deps.store, report)
  let droppedHere = 0
  const own = createOwnEvents(config.limits, () => {
    if (!shared.works()) droppedHere++
  })
  /** Travelling in keepalive requests. */
  const leaving = new Set<string>()
  let sending = new Set<string>()
  let unwritten: WaitingEvent[] = []
  /** Not in the store yet: nothing is sent before it is kept. */
  const unkept = new Set<string>()
  let running: Promise<void> | undefined
  let pausedUntil = 0
  /** ms; nothing waits this long: the computer's clock was set back. */
  const pauseLeft = () => {
    const left = pausedUntil - now()
    return left < longestPauseMs ? left : 0
  }
  let attempt = 0
  let failed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /**
   * Aborted when the page goes: it neither holds the lock nor waits for it then. A browser may keep such a page whole, and its
   * lock with it, and no other page would send.
   */
  let here = new AbortController()
  /** The newest: a page that goes cannot wait for another. One of somebody who was here before does no harm. */
  let token: string | undefined

  const post = (batch: readonly WaitingEvent[], keepalive: boolean) => {
    const { writeKey } = config
    const sentAt = new Date(now()).toISOString()
    const body = writeBatch({ writeKey, sentAt, token, context: deps.context() }, batch)
    return transport.post('/v1/batch?results=1', body, { keepalive })
  }

  const plan = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, ms)
  }

  /** True when these need no further try. */
  const settle = async (batch: readonly WaitingEvent[], answer: Answer): Promise<boolean> => {
    failed = answer.kind === 'later'
    if (answer.kind === 'later') {
      backOff(answer.afterMs)
      return false
    }
    attempt = 0
    const ids = batch.map(({ id }) => id)
    own.remove(ids)
    deps.tell({ kind: 'sent', ids })
    const refusal = refusalOf(answer)
    if (refusal !== undefined) report('events_refused', refusal)
    const dropped = droppedHere + (await shared.remove(ids))
    droppedHere = 0
    if (dropped) deps.onDropped(dropped)
    if (answer.kind === 'ok') deps.onSent()
    return true
  }

  const backOff = (afterMs?: number) => {
    pausedUntil = now() + retryDelay(attempt++, afterMs, deps.random())
    deps.tell({ kind: 'pause', until: pausedUntil })
  }

  /** A page may have taken anything from us: then it is quiet here, and no try follows the other at once. */
  const broken = (error: unknown) => {
    report('flush', error)
    backOff()
  }

  /** Kept and not on its way. What the store has lost (the visitor cleared it) this tab still has. */
  const ready = () => own.list().filter(({ id }) => !unkept.has(id) && !leaving.has(id))

  const waiting = async (count: number): Promise<readonly WaitingEvent[]> => {
    const rows = (await shared.read(count + leaving.size)) ?? []
    const known = new Set(rows.map(({ id }) => id))
    const lost = rows.length < count ? ready().filter(({ id }) => !known.has(id)) : []
    const all = [...rows, ...lost]
    const oldest = now() - config.limits.maxAgeMs
    const expired = all.filter(({ at }) => at < oldest).map(({ id }) => id)
    if (expired.length) {
      own.remove(expired)
      deps.onDropped(expired.length + (await shared.remove(expired)))
    }
    return all.filter(({ at, id }) => at >= oldest && !leaving.has(id))
  }

  /** False where somebody has come meanwhile whose token must be asked for. */
  const sendAll = async (): Promise<boolean> => {
    let most = requestLimits.events
    while (pauseLeft() <= 0 && navigator.onLine !== false) {
      const batch = pickBatch(await waiting(most), { ...requestLimits, events: most })
      if (!batch.length) return true
      const proven = proof.current()
      if (!proven) return false
      token = proven.token
      sending = new Set(batch.map(({ id }) => id))
      const answer = await post(batch, false)
      sending = new Set()
      if (answer.kind === 'refused' && answer.status === 413 && batch.length > 1) {
        most = Math.ceil(batch.length / 2)
      } else if (!(await settle(batch, answer))) return true
    }
    return true
  }

  /** The page's function may take its time, or never answer: other tabs send meanwhile. */
  const sendInTurn = async () => {
    const { signal } = here
    let sent = false
    while (!sent && !signal.aborted) {
      await proof.get()
      await lock.hold(() => {
        const left = new Promise<boolean>((resolve) => {
          signal.onabort = () => resolve(true)
        })
        return Promise.race([sendAll(), left]).then((done) => {
          sent = done
        })
      }, signal)
    }
  }

  const flush = (): Promise<void> => {
    running ??= sendInTurn()
      .catch(broken)
      .then(() => {
        running = undefined
        replan()
      })
      .catch(broken)
    return running
  }

  /** What came meanwhile, or must wait; offline, the `online` event goes on, so that no timer runs. */
  const replan = () => {
    if (navigator.onLine === false || !(failed || ready().length)) return
    plan(Math.max(config.flushAfterMs, pauseLeft()))
  }

  const write = () => {
    const events = unwritten
    unwritten = []
    shared
      .add(events)
      .then(() => {
        for (const { id } of events) unkept.delete(id)
        if (!running) replan()
      })
      .catch(broken)
  }

  const leave = (final: boolean) => {
    const mine = own.list().filter(({ id }) => !leaving.has(id) && (final || !sending.has(id)))
    const room = leaveBytes - own.bytesOf(leaving)
    const batch = room > 0 ? pickBatch(mine, { bytes: room, events: requestLimits.events }) : []
    if (batch.length && pauseLeft() <= 0) {
      for (const { id } of batch) leaving.add(id)
      void post(batch, true)
        .then((answer) => {
          for (const { id } of batch) leaving.delete(id)
          return settle(batch, answer)
        })
        .then(replan)
        .catch(broken)
    }
    if (final) here.abort()
  }

  return {
    add(event) {
      own.add(event)
      unkept.add(event.id)
      if (unwritten.push(event) === 1) queueMicrotask(write)
      // What a page tracks as it closes is not written any more.
      if (here.signal.aborted) leave(true)
    },
    flush,
    leave,
    back() {
      here = new AbortController()
    },
    resume() {
      pausedUntil = 0
      clearTimeout(timer)
      timer = undefined
      void flush()
    },
    clear(purpose) {
      unwritten = unwritten.filter((event) => event.purpose !== purpose)
      own.clear(purpose)
      void shared.clear(purpose)
    },
    sentElsewhere: own.remove,
    pauseUntil(instant) {
      pausedUntil = Math.max(pausedUntil, instant)
    },
    stop() {
      clearTimeout(timer)
      here.abort()
    },
  }
}

/** Why an event of the request was refused, if one was: by its status, or by the outcome of each. */
const refusalOf = (answer: Answer): string | undefined => {
  if (answer.kind === 'refused') return `status ${answer.status}`
  const { results } = Object(answer.kind === 'ok' && answer.body) as { readonly results?: object }
  const outcomes: readonly { readonly result?: unknown; readonly code?: unknown }[] = Object.values(
    results ?? {},
  )
  const refused = outcomes.find(({ result }) => result === 'refused')
  return refused && String(refused.code)
}
