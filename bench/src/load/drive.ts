import { setTimeout as pause } from 'node:timers/promises'
import { openConnection } from './http-connection.ts'

/** What a load did. */
export interface Driven {
  readonly requests: number
  /** Time of each request, ms. */
  readonly latencies: readonly number[]
  readonly elapsedMs: number
}

export interface DriveOptions {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** Ends after so many requests, if it is not over before. */
  readonly most?: number
  /** Makes what one connection sends; asked once per connection. */
  readonly requests: () => { readonly next: () => Buffer }
  /** Resolves when the next request may go; without, at once. */
  readonly gate?: () => Promise<void> | undefined
  /** Requests a second over all connections; without, as fast as they are answered. */
  readonly perSecond?: number
}

/** Sends from so many connections at a time; each waits for its answer. An answer that is not 200 ends it: a benchmark of refusals says nothing. */
export const drive = async (options: DriveOptions): Promise<Driven> => {
  const { port, seconds, gate, perSecond, most = Number.POSITIVE_INFINITY } = options
  const connections = await Promise.all(
    Array.from({ length: options.connections }, () => openConnection(port)),
  )
  const latencies: number[] = []
  const begun = performance.now()
  const end = begun + seconds * 1000
  let turn = 0
  const inTurn = async (): Promise<void> => {
    const before = turn++
    if (perSecond === undefined) return
    const due = begun + (before / perSecond) * 1000
    const left = due - performance.now()
    if (left > 0) await pause(left)
  }
  const one = async (connection: (typeof connections)[number]): Promise<void> => {
    const source = options.requests()
    while (performance.now() < end && turn < most) {
      await inTurn()
      await gate?.()
      const sent = performance.now()
      const { status, body } = await connection.send(source.next())
      if (status !== 200) throw new Error(`answered ${status}: ${body.toString()}`)
      latencies.push(performance.now() - sent)
    }
  }
  try {
    await Promise.all(connections.map(one))
  } finally {
    for (const connection of connections) connection.close()
  }
  return { requests: latencies.length, latencies, elapsedMs: performance.now() - begun }
}
