import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { deliverBatch } from './deliver-batch.ts'

/** Clients that send what accounts do, and send it again until it is acknowledged. */
export interface Load {
  /** Message ids that were answered with 200. */
  readonly acknowledged: ReadonlySet<string>
  /** Every message id that was ever sent. */
  readonly sent: ReadonlySet<string>
  /** Accounts whose whole story is acknowledged: each is a lead. */
  readonly accounts: ReadonlySet<string>
  /** Requests that were not answered with 200, by status; 0 where there was no answer. */
  readonly refused: ReadonlyMap<number, number>
  /** Resolves once so many more requests have been acknowledged. */
  readonly more: (requests: number) => Promise<void>
  /** Lets every client finish the account it is at. */
  readonly finish: () => Promise<void>
}

export interface LoadTarget {
  readonly ingest: string
  readonly serverKey: string
}

const clients = 4
/** A client's rhythm: the test is about what happens to events, not about how many fit. */
const betweenMs = 80

/** An account's way to being a lead, one request a step; the fillers make it a load. */
const story = (account: string): readonly (readonly WireEvent[])[] => {
  const userId = `user-of-${account}`
  const context = { groupId: account }
  const did = (event: string): WireEvent => ({ type: 'track', event, userId, context })
  const filler = Array.from({ length: 8 }, (_, n) => did(`Step ${n}`))
  return [
    [
      { type: 'identify', userId, traits: { role: 'product manager' } },
      { type: 'group', userId, groupId: account, traits: { employees: 30 } },
      ...filler,
    ],
    [did('Data Received'), ...filler],
    [did('Feature Mapped'), ...filler],
    [did('Feature Mapped'), ...filler],
  ]
}

/** Starts clients against an address that may go away and come back. */
export const startLoad = (target: LoadTarget, name = 'account'): Load => {
  const acknowledged = new Set<string>()
  const sent = new Set<string>()
  const accounts = new Set<string>()
  const refused = new Map<number, number>()
  const waiting = new Set<{ readonly at: number; readonly done: () => void }>()
  let requests = 0
  let nextAccount = 0
  let stopped = false

  const noteOne = (ids: readonly string[]): void => {
    for (const id of ids) acknowledged.add(id)
    requests++
    for (const waiter of waiting) {
      if (waiter.at > requests) continue
      waiting.delete(waiter)
      waiter.done()
    }
  }
  const deliver = async (events: readonly WireEvent[]): Promise<void> => {
    const batch = events.map((event) => ({ ...event, messageId: randomUUID() }))
    const ids = batch.map(({ messageId }) => messageId)
    for (const id of ids) sent.add(id)
    await deliverBatch(target, JSON.stringify({ batch }), {
      timeoutMs: 15_000,
      retryMs: 50,
      onRefused: (status) => refused.set(status, (refused.get(status) ?? 0) + 1),
    })
    noteOne(ids)
  }
  const client = async (): Promise<void> => {
    while (!stopped) {
      const account = `${name}-${nextAccount++}`
      for (const step of story(account)) {
        await deliver(step)
        await pause(betweenMs)
      }
      accounts.add(account)
    }
  }
  const running = Promise.all(Array.from({ length: clients }, client))
  return {
    acknowledged,
    sent,
    accounts,
    refused,
    more: (count) =>
      Promise.race([
        new Promise<void>((done) => waiting.add({ at: requests + count, done })),
        running.then(() => undefined),
      ]),
    finish: async () => {
      stopped = true
      await running
    },
  }
}
