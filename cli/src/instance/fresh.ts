import { setTimeout as pause } from 'node:timers/promises'
import type { EventList } from '@waymark/schemas/api/events'
import type { Printer } from '../print/printer.ts'
import type { Api } from './api.ts'

const longestMs = 15_000
const againMs = 200
/** While nothing at all is stored, an instance does not know how old its answer is: the first events are waited for. */
const firstMs = 3000

/** Whether an answer holds all that was accepted before `began`. */
const isFresh = ({ asOf, events }: EventList, began: number, now: number): boolean =>
  asOf >= began && (events.length > 0 || now - began >= firstMs)

/**
 * Waits until what was accepted before the command began can be read: an event that was answered 200 is in the answer of the
 * next command. Gives up after a while and says so.
 */
export const untilFresh = async (api: Api, env: string, printer: Printer): Promise<void> => {
  const began = Date.now()
  for (;;) {
    const list = await api.get<EventList>('/api/events', { env, limit: 1 })
    const now = Date.now()
    if (isFresh(list, began, now)) return
    if (now - began > longestMs) {
      const behind = Math.round((began - list.asOf) / 1000)
      printer.err(
        `The answer is ${behind} s old: the instance has not caught up. waymark doctor says why.`,
      )
      return
    }
    await pause(againMs)
  }
}
