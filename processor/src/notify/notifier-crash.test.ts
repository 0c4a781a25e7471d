import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEmbeddedLogReadOnly } from '@waymark/storage/embedded'
import { expect, test } from 'vitest'
import {
  type Answer,
  deliveriesIn,
  hook,
  type Receiver,
  startNotifier,
  startReceiver,
  untilRecorded,
  webhookAt,
} from './notifier-under-test.ts'
import { openLogIn } from './test-log.ts'

const script = fileURLToPath(new URL('notifier-process.ts', import.meta.url))

/** What the living process has written down about its only delivery. */
const newestStatus = async (dir: string): Promise<string | undefined> => {
  const reader = await openEmbeddedLogReadOnly({ dir })
  const [newest] = reader.read('deliveries', 0, { offset: 0, limit: 100 }).slice(-1)
  await reader.close()
  return newest?.value ? JSON.parse(Buffer.from(newest.value).toString('utf8')).status : undefined
}

/** A notifier in a process of its own, killed without a word once it has tried and written that down. */
const killOnce = async (status: string, dir: string, receiver: Receiver) => {
  const child = spawn(process.execPath, [script, dir, receiver.url], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  await Promise.race([receiver.until(1), exit])
  await expect.poll(() => newestStatus(dir)).toBe(status)
  child.kill('SIGKILL')
  await exit
}

const answers: readonly (readonly [string, string, Answer])[] = [
  ['before it heard the answer', 'waiting', () => undefined],
  ['after the attempt failed', 'retrying', (response) => response.writeHead(500).end()],
]

test.each(answers)(
  'an alert whose sender is killed %s arrives all the same, under the same id',
  async (_when, status, first) => {
    const dir = await mkdtemp(join(tmpdir(), 'waymark-notify-'))
    await using receiver = await startReceiver((response, nth) =>
      nth === 1 ? first(response, nth) : response.writeHead(200).end(),
    )
    await killOnce(status, dir, receiver)
    expect(receiver.received.length).toBe(1)
    const log = await openLogIn(dir)
    try {
      await using _next = await startNotifier({ log, endpoints: [webhookAt(hook, receiver.url)] })
      await receiver.until(2)
      await untilRecorded(log, { status: 'delivered' })
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
      expect((await deliveriesIn(log)).size).toBe(1)
    } finally {
      await log.close()
      await rm(dir, { recursive: true })
    }
  },
)
