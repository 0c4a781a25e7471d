import { subjectKey } from '@waymark/schemas'
import type { Delivery } from '../simulate/happening.ts'
import { Died, type Life, type LifeConfig } from './life-under-test.ts'
import type { Death } from './mortal-log.ts'
import type { Seeded } from './seeded.ts'

/** Somebody who does something whenever another is to be woken: the processor looks at its clock when something arrives. */
export const ticker = subjectKey('test', 'user', 'ticker')

const tick = (at: number): Delivery => {
  const header = `{"v":1,"kind":"live","env":"test","source":"server","received":${at},"skew":0}`
  const event = `{"type":"track","event":"Tick","userId":"ticker","messageId":"tick-${at}"}`
  return { key: ticker, value: Buffer.from(`${header}\n[${event}]`), at }
}

/** What is to be lived, by whom, and how often they are killed. */
export interface Fate {
  readonly deliveries: readonly Delivery[]
  readonly until: number
  readonly kills: number
  readonly chance: Seeded
  readonly dir: string
  readonly hook: string
  readonly start: (config: LifeConfig) => Promise<Life>
}

/** What nobody writes as often as: whoever dies then lives on. */
export const immortal = Number.MAX_SAFE_INTEGER
const whens: readonly Death['when'][] = ['before', 'during', 'after']

/** One after the other, each killed in its turn; the last one lives on. */
const createLives = ({ chance, kills, dir, hook, start }: Fate) => {
  let died = 0
  let life: Life | undefined
  let now = 0
  const nextConfig = (): LifeConfig => ({
    dir,
    hook,
    now,
    coalesceMs: chance.between(1, 40),
    withoutCache: chance.next() < 0.2,
    death: {
      nth: died < kills ? chance.between(1, 40) : immortal,
      when: whens[chance.between(0, 2)] ?? 'before',
    },
  })
  const bury = async (): Promise<void> => {
    died++
    await life?.end()
    life = undefined
  }
  /** Does it, with as many lives as it takes. */
  const insist = async <T>(work: (living: Life) => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        life ??= await start(nextConfig())
        return await work(life)
      } catch (error) {
        if (!(error instanceof Died)) throw error
        await bury()
      }
    }
  }
  return {
    rested: () => insist((living) => living.rested()),
    deliver: (delivery: Delivery): Promise<void> => {
      now = Math.max(now, delivery.at)
      let tries = 0
      return insist((living) => living.deliver(delivery, tries++ > 0))
    },
    died: () => died,
    end: async () => life?.end(),
  }
}

/**
 * Lives a history by way of every deadline, killed again and again; whoever sends sends again until it is acknowledged. The next
 * thing happens once nothing comes of the last any more, so that there is one right outcome. Returns how often somebody died.
 */
export const liveKilled = async (fate: Fate): Promise<number> => {
  const lives = createLives(fate)
  const passTo = async (instant: number): Promise<void> => {
    for (let due = await lives.rested(); due <= instant; due = await lives.rested())
      await lives.deliver(tick(due))
  }
  try {
    for (const delivery of fate.deliveries) {
      await passTo(delivery.at)
      await lives.deliver(delivery)
    }
    await passTo(fate.until)
    return lives.died()
  } finally {
    await lives.end()
  }
}
