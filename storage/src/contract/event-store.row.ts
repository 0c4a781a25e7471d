import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'
import { fact, freshEnv, freshToken, ndjson, transition } from './event-store.rows.ts'

const events =
  'SELECT message_id, event, properties FROM events WHERE env = {env:String} ORDER BY message_id'

export const rowLaws = (subject: () => StoreUnderTest): void => {
  describe('rows', () => {
    test('half a character is replaced, whole ones and escapes stay', async () => {
      const env = freshEnv()
      const event = 'lone \ud800 | low \udc00 | pair 😀 | text \\ud800 | ÄØ漢 \u0000 "\' \n'
      await subject()
        .store()
        .insert('events', ndjson([fact({ env, event, properties: { event } })]), {
          token: freshToken(),
        })
      const [seen] = await subject()
        .store()
        .query<{ event: string; properties: string }>(events, { env })
      expect(seen?.event).toBe(event.toWellFormed())
      expect(JSON.parse(seen?.properties ?? '')).toEqual({ event: event.toWellFormed() })
    })

    test.each([
      ['a word for a number', { time_ms: 'secret-word' }, /column time_ms/],
      ['a column that is not there', { shoe_size: 42 }, /column shoe_size/],
    ])(
      '%s is rejected by the name of its column, nothing of the block stays, no data is told',
      async (_name, wrong, says) => {
        const env = freshEnv()
        const rows = [fact({ env }), { ...fact({ env }), ...wrong }]
        const failure = await subject()
          .store()
          .insert('events', ndjson(rows), { token: freshToken() })
          .catch((error: unknown) => error)
        expect(failure).toMatchObject({ name: 'StorageError', code: 'rejected', retryable: false })
        expect(String(failure)).toMatch(says)
        expect(String(failure)).not.toContain('secret-word')
        expect(await subject().store().query(events, { env })).toEqual([])
      },
    )

    test('a table that is not there, or a name that is no name, is rejected', async () => {
      for (const table of ['no_such_table', 'events; DROP TABLE events', 'system.one', '']) {
        await expect(
          subject()
            .store()
            .insert(table, ndjson([transition({ env: freshEnv() })]), { token: freshToken() }),
        ).rejects.toMatchObject({ code: 'rejected', retryable: false })
      }
    })
  })
}
