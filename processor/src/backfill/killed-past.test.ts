import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import { createSeeded } from '../kills/seeded.ts'
import { readState, temporaryDirectory } from '../shell/processor-under-test.ts'
import { pastOf } from './backfill-under-test.ts'
import { inEnv } from './lived-twice-under-test.ts'
import type { Stretch } from './past-process.ts'

const script = fileURLToPath(new URL('past-process.ts', import.meta.url))

/** Lives a stretch in a process of its own; by which signal it ended, if by one. */
const live = async (stretch: Stretch): Promise<NodeJS.Signals | undefined> => {
  const child: ChildProcess = fork(script, [JSON.stringify(stretch)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  try {
    const [code, signal] = await once(child, 'exit')
    if (signal === null && code !== 0) throw new Error(`it ended with ${code}: ${said}`)
    return signal ?? undefined
  } finally {
    child.kill('SIGKILL')
  }
}

/** `WAYMARK_KILL_SEED` says where its seeds begin, `WAYMARK_PROPERTY_RUNS` how many lives are lived. */
const firstSeed = Number(process.env.WAYMARK_KILL_SEED ?? 1)
const seeds = Array.from(
  { length: Number(process.env.WAYMARK_PROPERTY_RUNS ?? 1) },
  (_, i) => firstSeed + i,
)

test.each(seeds)(
  'SIGKILL while a past is read and told, again and again: everybody ends with the summaries that they would have (%i)',
  async (seed) => {
    await using place = await temporaryDirectory()
    const { dir } = place
    const chance = createSeeded(seed)
    // As it begins or between its first tiles; and towards the end, or once all is told.
    const tiles = [chance.between(0, 2), chance.between(3, 6)]
    for (const [i, at] of tiles.entries()) {
      const death = { tiles: at, afterMs: chance.between(0, 30) }
      const signal = await live({ dir, seed, isFirst: i === 0, to: 75 + 15 * i, death })
      expect(signal).toBe('SIGKILL')
    }
    expect(await live({ dir, seed, isFirst: false, to: 120 })).toBeUndefined()
    const log = await createEmbeddedLog({ dir, partitions: 2 })
    const past = await pastOf(log, 'late')
    const { states } = await readState(log)
    await log.close()
    expect(past?.record.read).toBe(past?.record.events)
    expect(past?.record.read).toBeGreaterThan(0)
    expect(inEnv(states, 'late')).toEqual(inEnv(states, 'always'))
  },
  600_000,
)
