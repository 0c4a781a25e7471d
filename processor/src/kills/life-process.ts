import { setTimeout as pause } from 'node:timers/promises'
import type { Delivery } from '../simulate/happening.ts'
import { Died, type Life, type LifeConfig, startLife } from './life-under-test.ts'
import type { Die } from './mortal-log.ts'

/** What a test asks of a life in a process of its own, one thing after the other; each is answered. */
export type Asked =
  | { readonly ask: 'start'; readonly config: LifeConfig }
  | { readonly ask: 'deliver'; readonly delivery: Delivery; readonly again: boolean }
  | { readonly ask: 'rested' }
  | { readonly ask: 'end' }

/** In the middle of a write is up to so much after its beginning. */
const duringMs = 4

const kill: Die = async (when) => {
  if (when === 'during') await pause(Math.random() * duringMs)
  process.kill(process.pid, 'SIGKILL')
}

let life: Life | undefined

const answer = async (asked: Asked): Promise<number | undefined> => {
  if (asked.ask === 'start') life = await startLife(asked.config, kill)
  if (asked.ask === 'deliver') await life?.deliver(asked.delivery, asked.again)
  if (asked.ask === 'end') await life?.end()
  return asked.ask === 'rested' ? life?.rested() : undefined
}

/** What the dying one fails at says nothing: the kill is on its way. Any other failure ends the process, and its parent sees why. */
const unlessDied = (error: unknown): void => {
  if (!(error instanceof Died)) throw error
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((answered) => process.send?.({ answered }), unlessDied)
})
process.on('disconnect', () => process.exit(1))
