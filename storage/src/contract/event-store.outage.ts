import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'
import { fact, freshEnv, freshToken, ndjson } from './event-store.rows.ts'

export const outageLaws = (subject: () => StoreUnderTest): void => {
  describe('outage', () => {
    test('everything is there after a restart', async () => {
      const env = freshEnv()
      await subject()
        .store()
        .insert('events', ndjson([fact({ env }), fact({ env })]), { token: freshToken() })
      await subject().restart()
      expect(await subject().store().ping()).toBe(true)
      const count = 'SELECT count() AS n FROM accepted WHERE env = {env:String}'
      expect(await subject().store().query(count, { env })).toEqual([{ n: 2 }])
    })

    test('while the server is away calls fail as retryable; they work once it is back', async (context) => {
      const { crash, restart, store } = subject()
      if (crash === undefined) return context.skip('this engine is in the process')
      const env = freshEnv()
      const insert = () =>
        store().insert('events', ndjson([fact({ env })]), { token: freshToken() })
      await insert()
      await crash()
      const away = { name: 'StorageError', code: 'unavailable', retryable: true }
      await expect(insert()).rejects.toMatchObject(away)
      await expect(store().query('SELECT 1')).rejects.toMatchObject(away)
      await expect(store().stream('SELECT 1')[Symbol.asyncIterator]().next()).rejects.toMatchObject(
        away,
      )
      expect(await store().ping()).toBe(false)
      await restart()
      await insert()
      expect(await store().ping()).toBe(true)
      const count = 'SELECT count() AS n FROM accepted WHERE env = {env:String}'
      expect(await store().query(count, { env })).toEqual([{ n: 2 }])
    })

    test('a server that dies in the midst of inserts has each row once after they are tried again', async (context) => {
      const { crash, restart, store } = subject()
      if (crash === undefined) return context.skip('this engine is in the process')
      const env = freshEnv()
      const blocks = Array.from({ length: 12 }, () => ({
        token: freshToken(),
        rows: ndjson(Array.from({ length: 2_000 }, () => fact({ env }))),
      }))
      const insertAll = () =>
        blocks.map(({ rows, token }) => store().insert('events', rows, { token }))
      const first = insertAll()
      const outcomes = Promise.allSettled(first)
      await Promise.race(first)
      await crash()
      expect((await outcomes).map(({ status }) => status)).toContain('rejected')
      await restart()
      // Under tokens of their own: a server that was killed may remember the token of a block that it lost.
      await Promise.all(
        blocks.map(({ rows }) => store().insert('events', rows, { token: freshToken() })),
      )
      const count = 'SELECT count() AS n FROM accepted WHERE env = {env:String}'
      expect(await store().query(count, { env })).toEqual([{ n: 24_000 }])
    }, 60_000)

    test('a closed store says that it is closed', async () => {
      await subject().store().close()
      const closed = { name: 'StorageError', code: 'closed', retryable: false }
      await expect(subject().store().query('SELECT 1')).rejects.toMatchObject(closed)
      await expect(
        subject().store().insert('events', ndjson([]), { token: freshToken() }),
      ).rejects.toMatchObject(closed)
      expect(await subject().store().ping()).toBe(false)
      await subject().store().close()
      await subject().restart()
      expect(await subject().store().ping()).toBe(true)
    })
  })
}
