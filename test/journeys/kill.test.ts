import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EventList } from '@waymark/schemas/api/events'
import type { LeadList } from '@waymark/schemas/api/leads'
import { expect, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { startLoad } from '../support/load.ts'
import { startReceiver } from '../support/receiver.ts'
import { report } from '../support/report.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, startUp, type Up } from '../support/waymark.ts'
import { startWaymark } from '../support/waymark-process.ts'
import { expectOneAlertEach } from './expect-alerts.ts'
import { leadDefinitions } from './lead-definitions.ts'
import { sendFromServer } from './send-from-server.ts'
import { expectEachOnce, storedEvents } from './stored-events.ts'

/** Until ClickHouse holds something that arrived after now. */
const untilSunk = async (up: Up): Promise<void> => {
  const now = Date.now()
  await until(async () => {
    const { events } = await up.get<EventList>('/api/events', { limit: 1 })
    expect(events[0]?.received ?? 0).toBeGreaterThan(now)
  })
}

test('ten kills under load: what was acknowledged is there once, and every lead was alerted once', async () => {
  await using data = await temporaryDirectory()
  await using crm = await startReceiver()
  const port = await freePort()
  let up = await startUp({ data: data.path, port })
  try {
    await apply(up, leadDefinitions(crm.url))
    const load = startLoad(up)
    for (let kills = 0; kills < 10; kills++) {
      // Every other time in the first moments, with nothing in ClickHouse yet; else while it is being filled.
      if (kills % 2 === 0) await untilSunk(up)
      await load.more(3 + 5 * kills)
      await up.process.kill()
      up = await startUp({ data: data.path, port })
    }
    await load.finish()
    await expectOneAlertEach(crm, load.accounts)
    const stored = await storedEvents(up)
    expectEachOnce(stored, load.acknowledged, load.sent)
    await until(async () => {
      const { counts } = await up.get<LeadList>('/api/leads')
      expect(counts.open).toBe(load.accounts.size)
    })
    const twice = crm.received.length - load.accounts.size
    report(
      `${load.acknowledged.size} events, ${load.accounts.size} leads; webhooks sent again: ${twice}`,
    )
    expect(await up.process.stop()).toBe(0)
    // The log alone tells the same.
    expectEachOnce(await storedEvents(up), load.acknowledged, load.sent)
  } finally {
    await up.process.kill()
  }
})

test('a start that was cut off half way is finished by the next', async () => {
  await using data = await temporaryDirectory()
  const made = ['secret', 'log', 'clickhouse', 'token', 'instance.json']
  for (const name of made) {
    await using cut = startWaymark(['up', '--port', '0', '--data', data.path], {})
    await until(() => expect(existsSync(join(data.path, name))).toBe(true))
    await cut.kill()
  }
  await using up = await startUp({ data: data.path })
  const sent = await sendFromServer(up, { type: 'track', event: 'Began', userId: 'ann' })
  expect(await storedEvents(up)).toMatchObject([{ messageId: sent, event: 'Began' }])
})

test('a second start on the same data directory says so and ends; the first goes on', async () => {
  await using data = await temporaryDirectory()
  await using first = await startUp({ data: data.path })
  await using second = startWaymark(['up', '--port', '0', '--data', data.path], {})
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(/(in use|already|another)/i)
  expect(second.said()).toContain(data.path)
  expect(second.said()).not.toMatch(/\n\s+at /)
  const sent = await sendFromServer(first, { type: 'track', event: 'Went On', userId: 'ann' })
  expect(await storedEvents(first)).toMatchObject([{ messageId: sent }])
})

test('two first starts at once on one data directory: one goes on, the other says so and ends', async () => {
  await using data = await temporaryDirectory()
  const start = () => startWaymark(['up', '--port', '0', '--data', data.path], {})
  await using one = start()
  await using two = start()
  const ended = await Promise.race([one, two].map((run) => run.ended.then(() => run)))
  const left = ended === one ? two : one
  expect(await ended.ended).toBe(1)
  expect(ended.said()).toContain('in use')
  expect(ended.said()).not.toMatch(/\n\s+at /)
  await until(() => {
    const { pid } = JSON.parse(readFileSync(join(data.path, 'instance.json'), 'utf8'))
    expect(pid).toBe(left.pid)
  })
  expect(await left.stop()).toBe(0)
})
