import { randomUUID } from 'node:crypto'
import { createClickHouseStore } from '@waymark/storage/clickhouse'
import { eventStoreContract } from '@waymark/storage/contract/event-store'
import { expect, test } from 'vitest'
import { clickHouseNeeds, findClickHouse, startClickHouse } from '../support/index.ts'

const required = process.env.CI === 'true' || process.env.WAYMARK_TEST_ENGINES === 'all'

if ((await findClickHouse()) === undefined) {
  test.skipIf(!required)(`event store: ClickHouse server (${clickHouseNeeds})`, () => {
    expect.fail(clickHouseNeeds)
  })
} else {
  eventStoreContract('ClickHouse server', async () => {
    const server = await startClickHouse()
    const database = `waymark_${randomUUID().replaceAll('-', '')}`
    const { url, username, password } = server
    const create = () => createClickHouseStore({ url, database, username, password })
    const second = create()
    let store = create()
    return {
      store: () => store,
      second: () => second,
      restart: async () => {
        await server.restart()
        if (await store.ping()) return
        store = create()
      },
      crash: server.kill,
      stop: async () => {
        await Promise.all([store.close(), second.close()])
        await server.stop()
      },
    }
  })
}
