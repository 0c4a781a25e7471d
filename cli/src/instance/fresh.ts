import type { EventList } from '@waymark/schemas'
import type { Printer } from '../print/printer.ts'
import type { Api } from './api.ts'

const longestMs = 15_000
const againMs = 200

/**
 * Waits until what was accepted before the command began can be read: an event that was answered 200 is in the answer of the
 * next command. Gives up after a while and says so.
 */
export const untilFresh = async (api: Api, env: string, printer: Printer): Promise<void> => {
  const began = Date.now()
  for (;;) {
    const { asOf } = await api.get<EventList>('/api/events', { env, limit: 1 })
    if (asOf >= began) return
    if (Date.now() - began > longestMs) {
      const behind = Math.round((began - asOf) / 1000)
      printer.err(
        `The answer is ${behind} s old: the instance has not caught up. waymark doctor says why.`,
      )
      return
    }
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}
