import { setTimeout as pause } from 'node:timers/promises'
import type { WireEvent } from '@waymark/schemas/wire/event'
import { deliverBatch } from './deliver-batch.ts'
import type { LoadTarget } from './load.ts'

/** Clients that send as fast as they are answered, and a part of it once more though it was acknowledged. */
export interface BulkLoad {
  readonly acknowledged: () => number
  /** Batches that were sent again after they had been acknowledged. */
  readonly resent: () => number
  /** Requests that were not answered with 200; 0 where there was no answer. */
  readonly refused: ReadonlyMap<number, number>
  /** Resolves when every event has been acknowledged. */
  readonly done: Promise<void>
}

export interface BulkOptions {
  readonly events: number
  /** Of the batches that were acknowledged, how many come again: 0.05 is one in twenty. */
  readonly resend: number
  readonly random: () => number
}

const clients = 8
const batchEvents = 50
const population = 20_000
const resendWithinMs = 20_000

export const bulkPrefix = 'bulk-'

const eventOf = (n: number): WireEvent => {
  const person = (n * 7919) % population
  return {
    type: 'track',
    messageId: `${bulkPrefix}${n}`,
    userId: `person-${person}`,
    event: `Step ${n % 20}`,
    properties: { n, plan: 'pro' },
    ...(person % 5 === 0 ? { context: { groupId: `company-${person % 500}` } } : {}),
  }
}

/** Events `bulk-0`, `bulk-1` and so on; each is sent until it is acknowledged. */
export const startBulkLoad = (target: LoadTarget, options: BulkOptions): BulkLoad => {
  const refused = new Map<number, number>()
  const again = new Set<Promise<void>>()
  let next = 0
  let acknowledged = 0
  let resent = 0
  const deliver = (body: string): Promise<void> =>
    deliverBatch(target, body, {
      timeoutMs: 30_000,
      retryMs: 100,
      onRefused: (status) => refused.set(status, (refused.get(status) ?? 0) + 1),
    })
  const sendAgain = async (body: string): Promise<void> => {
    await pause(options.random() * resendWithinMs)
    await deliver(body)
    resent++
  }
  const client = async (): Promise<void> => {
    while (next < options.events) {
      const from = next
      next = Math.min(next + batchEvents, options.events)
      const batch = Array.from({ length: next - from }, (_, i) => eventOf(from + i))
      const { length } = batch
      const body = JSON.stringify({ batch })
      await deliver(body)
      acknowledged += length
      if (options.random() >= options.resend) continue
      const repeat: Promise<void> = sendAgain(body).finally(() => again.delete(repeat))
      again.add(repeat)
    }
  }
  const run = async (): Promise<void> => {
    await Promise.all(Array.from({ length: clients }, client))
    await Promise.all(again)
  }
  return { acknowledged: () => acknowledged, resent: () => resent, refused, done: run() }
}
