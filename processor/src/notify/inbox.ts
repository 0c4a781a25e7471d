import { type DeliveryRecord, type SubjectKey, sendDeliveryId } from '@waymark/schemas'
import { alertMessage } from './alert-message.ts'
import { dropped, isStale, outdated } from './delivery.ts'
import { alertOf, deliveryId, isBefore, webhookId } from './delivery-id.ts'
import { createLeadIndex } from './lead-index.ts'
import type { Signal } from './read-signals.ts'
import { type SendTransition, sendMessage } from './send-message.ts'

export interface InboxDeps {
  /** Names of the traits that an e-mail fills in. */
  readonly traitsIn: (env: string, email: string) => ReadonlySet<string>
  /** Whether the delivery has been recorded before, whatever became of it. */
  readonly isKnown: (id: string) => boolean
  /** Ids of deliveries of the subject's PQL that are still to be sent. */
  readonly pendingOf: (subject: SubjectKey, pql: string) => readonly string[]
}

export interface Settled {
  /** New records, `waiting` or `dropped`. */
  readonly records: readonly DeliveryRecord[]
  /** Earlier deliveries that no longer hold, with why. */
  readonly withdrawn: ReadonlyMap<string, string>
}

/**
 * Turns what was read of `state` into deliveries: of everything that was read together, what counts is how it ended.
 * An alert whose PQL was left again is not sent, nor one that a newer alert of the same PQL has overtaken.
 */
export interface Inbox {
  readonly add: (signal: Signal) => void
  /** Takes everything out, or with `onlyStale` only what is too old whatever else may be read. */
  readonly settle: (now: number, onlyStale?: boolean) => Settled
}

const leftReason = 'The PQL was left again before this was sent.'
const overtakenReason = 'A newer alert of the same PQL took its place.'

const envOf = (subject: SubjectKey): string => subject.slice(0, subject.indexOf('/'))

type AlertSignal = Extract<Signal, { readonly t: 'alert' }>

const newRecord = (signal: AlertSignal, endpoint: string, publicUrl: string): DeliveryRecord => {
  const id = deliveryId(signal.name, endpoint)
  const env = envOf(signal.name.subject)
  return {
    v: 1,
    id,
    webhookId: webhookId(id),
    env,
    endpoint,
    subject: signal.name.subject,
    pql: signal.body.pql,
    kind: 'alert',
    status: 'waiting',
    attempts: 0,
    decided: signal.at,
    at: signal.at,
    payload: alertMessage({ body: signal.body, env, at: signal.at }, publicUrl),
  }
}

/** The delivery of what an engagement sends; its id is that of the message, wherever it was read. */
const sendRecord = (
  sent: SendTransition,
  { publicUrl, traitsIn }: Pick<InboxDeps, 'traitsIn'> & { readonly publicUrl: string },
): DeliveryRecord => {
  const { channel, definition, what, at, to } = sent
  const id = sendDeliveryId(sent.send)
  const env = envOf(to.person)
  const traits = channel === 'email' ? { traits: traitsIn(env, what) } : {}
  return {
    v: 1,
    id,
    webhookId: webhookId(id),
    env,
    endpoint: what,
    subject: to.person,
    pql: '',
    engagement: definition,
    channel,
    kind: 'send',
    status: 'waiting',
    attempts: 0,
    decided: at,
    at,
    payload: sendMessage(sent, { env, publicUrl, ...traits }),
  }
}

export const createInbox = (config: { readonly publicUrl: string }, deps: InboxDeps): Inbox => {
  const fresh = new Map<string, DeliveryRecord>()
  const leads = createLeadIndex()
  const verdicts = new Map<string, string>()

  const earlier = ({ name }: Signal, pql: string): readonly string[] => {
    const ids = [...leads.idsOf(name.subject, pql), ...deps.pendingOf(name.subject, pql)]
    return ids.filter((id) => isBefore(alertOf(id), name))
  }
  const addAlert = (signal: AlertSignal): void => {
    const records = signal.to
      .map((endpoint) => newRecord(signal, endpoint, config.publicUrl))
      .filter(({ id }) => !fresh.has(id) && !deps.isKnown(id))
    if (records.length === 0) return
    for (const id of earlier(signal, signal.body.pql)) verdicts.set(id, overtakenReason)
    for (const record of records) {
      fresh.set(record.id, record)
      leads.add(record)
    }
  }
  const addSend = (sent: SendTransition): void => {
    const record = sendRecord(sent, { ...config, ...deps })
    if (fresh.has(record.id) || deps.isKnown(record.id)) return
    fresh.set(record.id, record)
    leads.add(record)
  }
  const addPql = (signal: Extract<Signal, { readonly t: 'pql' }>): void => {
    for (const id of earlier(signal, signal.pql)) {
      if (!signal.is) verdicts.set(id, leftReason)
      else if (verdicts.get(id) === leftReason) verdicts.delete(id)
    }
  }
  const close = (record: DeliveryRecord, now: number): DeliveryRecord => {
    const why = verdicts.get(record.id)
    if (why !== undefined) return dropped(record, now, why)
    return isStale(record, now) ? outdated(record, now) : record
  }
  return {
    add: (signal) => {
      if (signal.t === 'alert') addAlert(signal)
      else if (signal.t === 'send') addSend(signal.sent)
      else addPql(signal)
    },
    settle: (now, onlyStale = false) => {
      const taken = [...fresh.values()].filter((record) => !onlyStale || isStale(record, now))
      const records = taken.map((record) => close(record, now))
      const withdrawn = new Map([...verdicts].filter(([id]) => !onlyStale && !fresh.has(id)))
      for (const record of taken) {
        fresh.delete(record.id)
        leads.remove(record)
      }
      if (!onlyStale) verdicts.clear()
      return { records, withdrawn }
    },
  }
}
