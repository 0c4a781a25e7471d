import { drive } from './drive.ts'
import { createEventRequest } from './event-request.ts'

/** Events a second that stand beside what is timed: a fifth of what the whole pipeline must do. */
export const besidePerSecond = 0.2 * 12_000

const events = 50
const connections = 4

interface Target {
  readonly port: number
  readonly writeKey: string
}

/** Other people's events; ends with the work that it stands beside. */
export const beside = async <T>({ port, writeKey }: Target, work: () => Promise<T>): Promise<T> => {
  let over = false
  const requests = () =>
    createEventRequest({
      path: '/v1/batch',
      writeKey,
      events,
      mix: 'many people',
      population: 20_000,
    })
  const load = async (): Promise<void> => {
    const perSecond = besidePerSecond / events
    while (!over) await drive({ port, connections, seconds: 1, requests, perSecond })
  }
  const working = work().finally(() => {
    over = true
  })
  const [found] = await Promise.all([working, load()])
  return found
}
