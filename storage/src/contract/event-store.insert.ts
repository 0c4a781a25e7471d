import { factColumns, factLine } from '@waymark/schemas'
import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'
import { fact, freshEnv, freshToken, ndjson } from './event-store.rows.ts'

const events =
  'SELECT message_id, event, properties FROM events WHERE env = {env:String} ORDER BY message_id'

export const insertLaws = (subject: () => StoreUnderTest): void => {
  describe('insert', () => {
    test('tables may be made twice, and by two processes at once', async () => {
      await Promise.all([subject().store().migrate(), subject().second().migrate()])
      await subject().store().migrate()
      const [row] = await subject()
        .store()
        .query<{ steps: number; ids: number }>(
          'SELECT count() AS steps, uniqExact(id) AS ids FROM migrations FINAL',
        )
      expect(row?.steps).toBeGreaterThan(0)
      expect(row?.steps).toBe(row?.ids)
    })

    test('an event is seen as soon as its insert resolves', async () => {
      const env = freshEnv()
      const store = subject().store()
      const row = fact({ env, properties: { plan: 'pro', deep: { list: [1, 'two'] } } })
      await store.insert('events', ndjson([row]), { token: freshToken() })
      const [seen] = await store.query<Record<string, string>>(
        'SELECT * FROM accepted WHERE env = {env:String}',
        { env },
      )
      const time = new Date(row.time_ms).toISOString().replace('T', ' ').replace('Z', '')
      expect(seen).toMatchObject({ ...row, properties: expect.any(String), context: '{}', time })
      expect(JSON.parse(seen?.properties ?? '')).toEqual(row.properties)
    })

    test('rows may be lists of the values of named columns', async () => {
      const env = freshEnv()
      const store = subject().store()
      const row = fact({ env, properties: { plan: 'pro', deep: { list: [1, 'two'] } } })
      const { context: _, ...known } = row
      const lines = Buffer.from(`${factLine(row)}\n`)
      await store.insert('events', lines, { token: freshToken(), columns: factColumns })
      const [seen] = await store.query<Record<string, string>>(
        'SELECT * FROM events WHERE env = {env:String}',
        { env },
      )
      expect(seen).toMatchObject({ ...known, properties: JSON.stringify(row.properties) })
    })

    test('a second insert under the same token inserts nothing, through a restart too', async () => {
      const env = freshEnv()
      const token = freshToken()
      const insert = (id: string, under: string) =>
        subject()
          .store()
          .insert('events', ndjson([fact({ env, message_id: id })]), { token: under })
      await insert('first', token)
      await insert('same token', token)
      await subject().restart()
      await insert('same token again', token)
      await insert('other token', freshToken())
      const seen = await subject().store().query(events, { env })
      expect(seen).toMatchObject([{ message_id: 'first' }, { message_id: 'other token' }])
    })

    test('a block that spans months is one block to its token', async () => {
      const env = freshEnv()
      const token = freshToken()
      const rows = [1, 3, 5, 7].map((month) => fact({ env, time_ms: Date.UTC(2026, month, 3) }))
      for (const _ of [1, 2, 3]) await subject().store().insert('events', ndjson(rows), { token })
      expect(await subject().store().query(events, { env })).toHaveLength(rows.length)
    })

    test('eleven years of history go in as one block, a part for each month', async () => {
      const env = freshEnv()
      const rows = Array.from({ length: 132 }, (_, month) =>
        fact({ env, message_id: `m${month}`, time_ms: Date.UTC(2015, month, 3) }),
      )
      await subject().store().insert('events', ndjson(rows), { token: freshToken() })
      expect(await subject().store().query(events, { env })).toHaveLength(rows.length)
    })

    test('an empty block is no block', async () => {
      await subject().store().insert('events', new Uint8Array(), { token: freshToken() })
    })
  })
}
