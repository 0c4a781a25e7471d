import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a data directory remembers of its demo. */
export interface Seed {
  /** The history ends here. A seeding that was cut off goes on with the same one, message ids and all. */
  readonly now: number
  /** `begun`: cut off on the way; it may go on. */
  readonly state: 'new' | 'begun' | 'done'
  /** Unguessable part of the address that plays Slack. */
  readonly slackPath: string
}

const path = (dir: string): string => join(dir, 'demo.json')

const read = (dir: string): Seed | undefined => {
  try {
    return JSON.parse(readFileSync(path(dir), 'utf8')) as Seed
  } catch {
    return undefined
  }
}

const write = (dir: string, seed: Seed): Seed => {
  writeFileSync(path(dir), JSON.stringify(seed), { mode: 0o600 })
  return seed
}

/** The seed of a data directory; made where there is none. */
export const openSeed = (dir: string, now: number): Seed =>
  read(dir) ?? write(dir, { now, state: 'new', slackPath: randomBytes(18).toString('base64url') })

export const markSeed = (dir: string, seed: Seed, state: Seed['state']): Seed =>
  write(dir, { ...seed, state })
