import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'

const _nasty = `it's "quoted" \\ back\\'slash ; DROP TABLE events -- \n\t\r\u0000 {x:String} 漢😀`

export const queryLaws = (subject: () => StoreUnderTest): void => {
  describe('query', () => {
    test('64-bit numbers come back as numbers', async () => {
      const rows = await subject()
        .store()
        .query(
          'SELECT toInt64(-5) AS i, toUInt64(9007199254740991) AS u, count() AS n FROM numbers(3)',
        )
      expect(rows).toEqual([{ i: -5, u: 9007199254740991, n: 3 }])
    })

    test('a result without end is read row by row, and may be left', async () => {
      let sum = 0
      const rows = subject()
        .store()
        .stream<{ n: number }>('SELECT number AS n FROM numbers({end:UInt64})', { end: 1e15 })
      for await (const { n } of rows) {
        sum += n
        if (n === 99_999) break
      }
      expect(sum).toBe((99_999 * 100_000) / 2)
      expect(await subject().store().ping()).toBe(true)
    })

    test('a big result arrives whole', async () => {
      let rows = 0
      let sum = 0
      for await (const row of subject()
        .store()
        .stream<{ n: number; t: string }>(
          `SELECT number AS n, repeat('x', 100) AS t FROM numbers(300000)`,
        )) {
        rows += 1
        sum += row.n
      }
      expect([rows, sum]).toEqual([300_000, (299_999 * 300_000) / 2])
    })

    test('a query that fails says so, also in the middle of a stream', async () => {
      const store = subject().store()
      const refused = { name: 'StorageError', code: 'rejected', retryable: false }
      await expect(store.query('SELEC 1')).rejects.toMatchObject(refused)
      await expect(store.query('SELECT nothing FROM events')).rejects.toMatchObject(refused)
      await expect(store.query('SELECT {v:Int64}', { v: 'no number' })).rejects.toMatchObject(
        refused,
      )
      await expect(store.query('SELECT {missing:String}')).rejects.toMatchObject(refused)
      const read = async () => {
        const rows = store.stream('SELECT throwIf(number = 3000000) FROM numbers(10000000)')
        for await (const _ of rows);
      }
      await expect(read()).rejects.toMatchObject(refused)
      expect(await store.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    })
  })
}
