import type { Clock } from '@waymark/runtime'
import type { ControlRecord } from '@waymark/schemas'
import type { DeliveryItem } from '@waymark/schemas/api/alerts'
import type { ControlView } from '../control/control-view.ts'
import type { Ids, Sender } from '../deps.ts'
import type { DeliveriesView } from './deliveries-view.ts'

type SendRequest = Extract<ControlRecord, { readonly t: 'request' }>

interface SendByLogDeps {
  readonly control: ControlView
  readonly deliveries: DeliveriesView
  readonly clock: Clock
  readonly ids: Pick<Ids, 'newId'>
}

const patienceMs = 10_000

/** The first delivery from here on that answers; `undefined` after `ms` without one. */
const createAnswer = (
  deliveries: DeliveriesView,
  answers: (item: DeliveryItem) => boolean,
  ms: number,
) => {
  const { promise, resolve } = Promise.withResolvers<DeliveryItem | undefined>()
  const forget = deliveries.onDelivery((item) => {
    if (answers(item)) resolve(item)
  })
  const timer = setTimeout(() => resolve(undefined), ms)
  const end = (): void => {
    clearTimeout(timer)
    forget()
  }
  return { promise, end }
}

/**
 * Sends by asking the process that has the notifier, over the log: for a dashboard in a process of its own. What nobody took up
 * in time is taken back, so that nothing is sent behind the back of whoever pressed the button.
 */
export const createSendByLog = (deps: SendByLogDeps, waitMs: number = patienceMs): Sender => {
  const { control, deliveries, clock, ids } = deps
  const ask = async (
    asked: Pick<SendRequest, 'do' | 'env' | 'on'> & { readonly subject?: string },
    answers: (item: DeliveryItem) => boolean,
  ): Promise<DeliveryItem | undefined> => {
    const id = ids.newId('req')
    const answer = createAnswer(deliveries, answers, waitMs)
    try {
      await control.write([{ t: 'request', id, subject: id, ...asked, at: clock() }])
      const item = await answer.promise
      if (!item) await control.forgetRequest(id)
      return item
    } finally {
      answer.end()
    }
  }
  return {
    sendTest: async (env, endpoint) => {
      const isNew = (item: DeliveryItem): boolean => !before.has(item.id)
      const before = new Set(deliveries.list(env).map(({ id }) => id))
      const item = await ask(
        { do: 'test', env, on: endpoint },
        (one) => one.kind === 'test' && one.env === env && one.endpoint === endpoint && isNew(one),
      )
      return item && { ...item, v: 1, payload: item.payload ?? {} }
    },
    replay: async (id) => {
      const found = deliveries.find(id)
      if (!found) return { ok: false, reason: 'unknown' }
      if (found.kind === 'test') return { ok: false, reason: 'test' }
      if (found.status === 'delivered') return { ok: false, reason: 'delivered' }
      if (found.status === 'waiting' || found.status === 'retrying')
        return { ok: false, reason: 'under_way' }
      const { env, subject, at } = found
      const again = await ask(
        { do: 'replay', env, on: id, subject },
        (one) => one.id === id && (one.at !== at || one.status !== found.status),
      )
      return again ? { ok: true } : { ok: false, reason: 'no_answer_from_the_processor' }
    },
  }
}
