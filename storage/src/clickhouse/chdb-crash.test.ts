import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createChdbStore } from './chdb-store.ts'
import { crashBlock, rowsPerBlock } from './crash-block.ts'

const script = fileURLToPath(new URL('chdb-store.child.ts', import.meta.url))
let dir: string
let child: ChildProcess | undefined

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'chdb-crash-'))
})

afterEach(async () => {
  await kill()
  await rm(dir, { recursive: true, force: true })
})

const kill = async (): Promise<void> => {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Starts a process that inserts, and waits until it is in the midst of the block. */
const inserting = async (env: string, block: number): Promise<void> => {
  const started = spawn(process.execPath, [script, dir, env], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  child = started
  for await (const line of createInterface(started.stdout)) {
    if (line === `inserting ${block}`) return
  }
  throw new Error('the inserting process ended')
}

test('a process killed while it inserts leaves a store that opens; its retry adds no copy', async () => {
  for (const [round, last] of [0, 2, 5].entries()) {
    const env = `crash${round}`
    await inserting(env, last)
    await kill()
    const store = createChdbStore({ dir })
    await store.migrate()
    for (let block = 0; block <= last; block++) {
      const { rows, token } = crashBlock(env, block)
      await store.insert('events', rows, { token })
    }
    const seen = await store.query(
      'SELECT count() AS n, uniqExact(person, message_id) AS ids FROM accepted WHERE env = {env:String}',
      { env },
    )
    const expected = (last + 1) * rowsPerBlock
    expect(seen).toEqual([{ n: expected, ids: expected }])
    await store.close()
  }
})

test('a folder that another process holds is in use, and free once that process is gone', async () => {
  await inserting('held', 0)
  const inUse = expect.objectContaining({ name: 'StorageError', code: 'in_use', retryable: false })
  expect(() => createChdbStore({ dir })).toThrow(inUse)
  await kill()
  const store = createChdbStore({ dir })
  expect(() => createChdbStore({ dir })).toThrow(inUse)
  expect(() => createChdbStore({ dir: `${dir}-other` })).toThrow(inUse)
  await store.close()
  await createChdbStore({ dir }).close()
})
