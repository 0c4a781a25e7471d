import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readState, settled } from '../shell/processor-under-test.ts'
import { createPublisher, openBoth, sentTo, startAll, untilReady } from './backfill-under-test.ts'

test('what a publication sets a time for happens then, although nobody does anything any more', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-due-'))
  const both = await openBoth(dir)
  const { log } = both
  const publish = createPublisher(log)
  const running = await startAll({ ...both, dir }, 1000)
  onTestFinished(async () => {
    await running.stop()
    await both.close()
    await rm(dir, { recursive: true, force: true })
  })
  const known = { did: { event: 'Login' } }
  await publish('test', [{ kind: 'segment', id: 'known', level: 'person', rule: known }])
  await untilReady(log, 'test', { names: ['segment/known'] })
  await log.append([
    sentTo('test', { userId: 'ann', event: 'Login', timestamp: new Date().toISOString() }),
  ])
  await settled(log)
  const silent = { all: [known, { not: { did: { event: 'Login', within: '20s' } } }] }
  await publish('test', [{ kind: 'segment', id: 'silent', level: 'person', rule: silent }])
  await vi.waitFor(
    async () =>
      expect((await readState(log)).transitions).toContainEqual(
        expect.objectContaining({ t: 'segment', id: 'silent', is: true }),
      ),
    { timeout: 100_000, interval: 100 },
  )
})
