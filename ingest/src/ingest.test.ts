import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { hashKey } from '@waymark/runtime'
import type { StoredKey } from '@waymark/schemas'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import { keys, readStored, secret, track } from './testing/open-ingest.ts'

const storedKey: StoredKey = {
  t: 'key',
  id: 'write',
  env: 'prod',
  type: 'write',
  hash: hashKey(keys.write),
  at: 1,
}

interface RunningIngest {
  readonly child: ChildProcess
  readonly url: string
  readonly exit: Promise<number | null>
}

/** Resolves when the process says that it listens. */
const startIngest = async (data: string): Promise<RunningIngest> => {
  const script = join(import.meta.dirname, 'ingest.child.ts')
  const child = spawn(process.execPath, [script, data, secret], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit').then(([status]) => status as number | null)
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, addresses } = JSON.parse(line)
    if (msg === 'listening') return { child, exit, url: `http://127.0.0.1:${addresses[0].port}` }
  }
  throw new Error('ingest ended before it listened')
}

const prepareData = async (): Promise<string> => {
  const data = await mkdtemp(join(tmpdir(), 'waymark-ingest-'))
  await mkdir(join(data, 'log'))
  const log = await createEmbeddedLog({ dir: join(data, 'log') })
  const value = Buffer.from(JSON.stringify(storedKey))
  await log.append([{ topic: 'definitions', key: 'key/write', value }])
  await log.close()
  return data
}

const storedIds = async (data: string): Promise<readonly (string | undefined)[]> => {
  const log = await createEmbeddedLog({ dir: join(data, 'log') })
  const stored = await readStored(log)
  await log.close()
  return stored.flatMap(({ events }) => events.map(({ messageId }) => messageId))
}

/** Sends one event after the other until the server is gone; returns the ids that were acknowledged. */
const sendUntilGone = async (
  url: string,
  name: string,
  onTwentieth: () => void,
): Promise<string[]> => {
  const acked: string[] = []
  for (let i = 0; ; i++) {
    const messageId = `${name}-${i}`
    const body = JSON.stringify(track({ writeKey: keys.write, messageId }))
    const answer = await fetch(`${url}/v1/track`, { method: 'POST', body }).catch(() => undefined)
    if (answer?.status !== 200) return acked
    acked.push(messageId)
    if (i === 20) onTwentieth()
  }
}

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'what was acknowledged before a %s is in the log, once',
  async (signal) => {
    const data = await prepareData()
    const running = await startIngest(data)
    const senders = Array.from({ length: 8 }, (_, i) =>
      sendUntilGone(running.url, `s${i}`, () => {
        if (i === 0) running.child.kill(signal)
      }),
    )
    const acked = (await Promise.all(senders)).flat()
    const status = await running.exit
    expect(status).toBe(signal === 'SIGTERM' ? 0 : null)
    expect(acked.length).toBeGreaterThan(20)
    const stored = await storedIds(data)
    expect(new Set(stored).size).toBe(stored.length)
    expect(stored).toEqual(expect.arrayContaining(acked))
    await rm(data, { recursive: true, force: true })
  },
)
