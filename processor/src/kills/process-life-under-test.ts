import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Asked } from './life-process.ts'
import { Died, type Life, type LifeConfig } from './life-under-test.ts'
import { immortal } from './live-killed.ts'
import type { Seeded } from './seeded.ts'

const script = fileURLToPath(new URL('life-process.ts', import.meta.url))

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

/** Asks and waits for the answer; `Died` where the process is killed instead. */
const askOf =
  (child: ChildProcess, said: () => string) =>
  async (asked: Asked): Promise<number | undefined> => {
    const ended = new AbortController()
    const exit = hasEnded(child)
      ? Promise.resolve()
      : once(child, 'exit', { signal: ended.signal }).catch(() => undefined)
    const answered = once(child, 'message', { signal: ended.signal }).catch(() => undefined)
    if (child.connected) child.send(asked, () => undefined)
    const answer = await Promise.race([answered, exit.then(() => undefined)])
    ended.abort()
    if (answer) return (answer[0] as { readonly answered: number | undefined }).answered
    if (child.signalCode === 'SIGKILL') throw new Died()
    throw new Error(`a life ended with ${child.exitCode}: ${said()}`)
  }

const killWithinMs = 400

/**
 * Lives in a process of its own, which SIGKILL ends: half of them at the write that they die of, half by the clock, whatever
 * they are at.
 */
export const startProcessLife =
  (chance: Seeded) =>
  async (config: LifeConfig): Promise<Life> => {
    const child = fork(script, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
    })
    const ask = askOf(child, () => said)
    const byClock = chance.next() < 0.5 && config.death.nth < immortal
    const killAfterMs = chance.between(0, killWithinMs)
    const death = byClock ? { ...config.death, nth: immortal } : config.death
    await ask({ ask: 'start', config: { ...config, death } })
    const timer = byClock ? setTimeout(() => child.kill('SIGKILL'), killAfterMs) : undefined
    return {
      deliver: async (delivery, again) => void (await ask({ ask: 'deliver', delivery, again })),
      rested: async () => (await ask({ ask: 'rested' })) ?? Number.POSITIVE_INFINITY,
      end: async () => {
        clearTimeout(timer)
        if (!hasEnded(child)) {
          await ask({ ask: 'end' }).catch(() => undefined)
          child.kill('SIGKILL')
        }
        if (!hasEnded(child)) await once(child, 'exit')
      },
    }
  }
