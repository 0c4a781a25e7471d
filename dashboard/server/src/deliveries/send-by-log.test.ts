import { createLogger } from '@waymark/runtime'
import type { DeliveryRecord } from '@waymark/schemas'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ControlView, createControlView } from '../control/control-view.ts'
import { delivery } from '../support/delivery.ts'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard
/** The other process: follows what is asked, and writes what came of it. */
let other: ControlView
const asked: string[] = []

const write = (record: DeliveryRecord) =>
  d.log.append([
    { topic: 'deliveries', key: record.id, value: Buffer.from(JSON.stringify(record)) },
  ])

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
  other = createControlView({
    log: d.log,
    logger: createLogger({ logLevel: 'silent' }),
    onRequest: (request) => {
      asked.push(`${request.do} ${request.env} ${request.on} ${request.subject.split('_')[0]}`)
      void other
        .forgetRequest(request.id)
        .then(() =>
          request.do === 'test'
            ? write(delivery({ id: 'a-test', kind: 'test', status: 'delivered', at: 9 }))
            : write(delivery({ status: 'waiting', at: 9 })),
        )
    },
  })
  await other.start()
})
afterAll(async () => {
  await other.stop()
  await d[Symbol.asyncDispose]()
})

it('a dashboard in a process of its own has a test sent by the one that sends', async () => {
  const answer = await d.send('POST', '/api/endpoints/sdr-hook/test', { body: {} })
  expect(answer).toMatchObject({ status: 200, body: { id: 'a-test', status: 'delivered' } })
  expect(asked.splice(0)).toEqual(['test production sdr-hook req'])
  expect(other.requests()).toEqual([])
})

it('and a delivery that was given up, once', async () => {
  const dead = delivery({ status: 'dead' })
  await write(dead)
  const { id } = dead
  const path = `/api/deliveries/${encodeURIComponent(id)}/replay`
  const replay = (at = path) => d.send('POST', at, { body: {} })
  await expect.poll(async () => (await replay()).status).toBe(202)
  expect(asked.splice(0)).toEqual([`replay production ${id} production/g/acme`])
  expect(await replay()).toMatchObject({
    status: 400,
    body: { error: { message: 'This delivery is not sent again: under way.' } },
  })
  expect((await replay('/api/deliveries/nothing/replay')).status).toBe(404)
  expect(asked).toEqual([])
})
