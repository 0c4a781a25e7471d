import { setTimeout as pause } from 'node:timers/promises'
import type { LoadTarget } from './load.ts'

interface DeliverOptions {
  /** How long an answer may take. */
  readonly timeoutMs: number
  readonly retryMs: number
  /** A request that was not answered with 200; 0 where there was no answer. */
  readonly onRefused: (status: number) => void
}

const post = (target: LoadTarget, body: string, timeoutMs: number): Promise<number> =>
  fetch(`${target.ingest}/v1/batch`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${btoa(`${target.serverKey}:`)}`,
    },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  }).then(
    async (response) => {
      await response.arrayBuffer()
      return response.status
    },
    () => 0,
  )

/** Sends a batch of good events until it is acknowledged, whatever goes away meanwhile. */
export const deliverBatch = async (
  target: LoadTarget,
  body: string,
  { timeoutMs, retryMs, onRefused }: DeliverOptions,
): Promise<void> => {
  for (;;) {
    const status = await post(target, body, timeoutMs)
    if (status === 200) return
    onRefused(status)
    if (status >= 400 && status < 500 && status !== 429)
      throw new Error(`ingest refused good events with ${status}`)
    await pause(retryMs)
  }
}
