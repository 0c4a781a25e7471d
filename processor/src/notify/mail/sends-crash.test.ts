import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DeliveryRecord } from '@waymark/schemas'
import { openEmbeddedLogReadOnly } from '@waymark/storage/embedded'
import { expect, test, vi } from 'vitest'
import { deliveriesIn, untilRecorded } from '../notifier-under-test.ts'
import { openLogIn } from '../test-log.ts'
import { startMailServer } from './mail-server-under-test.ts'
import { decideSends, sent, startWithMail } from './sends-under-test.ts'

const script = fileURLToPath(new URL('sends-process.ts', import.meta.url))

/** What a living process has written down: the newest status of each delivery. */
const statuses = async (dir: string): Promise<ReadonlyMap<string, string>> => {
  const reader = await openEmbeddedLogReadOnly({ dir })
  try {
    return new Map(
      reader
        .read('deliveries', 0, { offset: 0, limit: 1000 })
        .flatMap(({ key, value }): readonly (readonly [string, string])[] => {
          if (!value) return []
          const { status } = JSON.parse(Buffer.from(value).toString('utf8')) as DeliveryRecord
          return [[key, status]]
        }),
    )
  } finally {
    await reader.close()
  }
}

const temporary = async () => {
  const path = await mkdtemp(join(tmpdir(), 'waymark-sends-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Runs a notifier in a process of its own and kills it without a word once `when` holds. */
const killOnce = async (args: readonly string[], when: () => Promise<void>): Promise<void> => {
  const child = spawn(process.execPath, [script, ...args], { stdio: 'ignore' })
  const exit = once(child, 'exit')
  try {
    await vi.waitFor(when, { timeout: 40_000, interval: 20 })
  } finally {
    child.kill('SIGKILL')
    await exit
  }
}

test('what the mail server took and we wrote down is not sent again after kill -9, though it is decided again', async () => {
  await using dir = await temporary()
  await using server = await startMailServer()
  await killOnce([dir.path, server.url, 'ann,bob'], async () => {
    const done = [...(await statuses(dir.path)).values()]
    expect(done).toEqual(['delivered', 'delivered'])
  })
  const log = await openLogIn(dir.path)
  try {
    await using _next = await startWithMail({ log, smtpUrl: server.url })
    await decideSends(log, [sent('ann'), sent('bob'), sent('eve')])
    await untilRecorded(log, { subject: 'prod/u/eve', status: 'delivered' })
    const to = server.arrived.map((one) => one.to[0])
    expect(to).toHaveLength(3)
    expect(new Set(to).size).toBe(3)
  } finally {
    await log.close()
  }
})

test('a sender that is killed before it heard the answer sends again, under the same Message-ID', async () => {
  await using dir = await temporary()
  let isFirst = true
  await using server = await startMailServer({
    taken: () => {
      if (!isFirst) return Promise.resolve()
      isFirst = false
      return new Promise(() => undefined)
    },
  })
  await killOnce([dir.path, server.url, 'ann'], async () => {
    expect(server.arrived).toHaveLength(1)
    expect([...(await statuses(dir.path)).values()]).toEqual(['waiting'])
  })
  const log = await openLogIn(dir.path)
  try {
    await using _next = await startWithMail({ log, smtpUrl: server.url })
    await untilRecorded(log, { status: 'delivered' })
    expect(server.arrived).toHaveLength(2)
    expect(new Set(server.arrived.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect((await deliveriesIn(log)).size).toBe(1)
  } finally {
    await log.close()
  }
})
