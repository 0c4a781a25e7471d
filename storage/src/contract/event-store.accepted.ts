import type { FactRow } from '@waymark/schemas'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoreUnderTest } from './event-store.contract.ts'
import { fact, freshEnv, freshToken, ndjson } from './event-store.rows.ts'

const accepted = `SELECT person, message_id, account FROM accepted WHERE env = {env:String}
ORDER BY person, message_id`

/**
 * Facts as the processor may write them, in the same block or in a later one: some again after a crash (the very clock and
 * time of the first), some because another processor had not seen the first.
 */
const writes = fc.array(
  fc.record({
    person: fc.constantFrom('ann', 'bob'),
    id: fc.constantFrom('1', '2', '3', '4', '5'),
    account: fc.constantFrom('acme', 'globex', 'initech'),
    laterHours: fc.nat({ max: 7 * 24 - 1 }),
    replay: fc.boolean(),
    newBlock: fc.boolean(),
  }),
  { minLength: 1, maxLength: 30 },
)

type Write = typeof writes extends fc.Arbitrary<readonly (infer W)[]> ? W : never

/** The blocks that a history of writes makes, and what readers must see of it. */
const historyOf = (env: string, list: readonly Write[]) => {
  const last = new Map<string, FactRow>()
  const blocks: FactRow[][] = [[]]
  let clock = Date.UTC(2026, 4, 9)
  for (const { person, id, account, laterHours, replay, newBlock } of list) {
    const key = { person: `${env}/u/${person}`, message_id: id }
    const time_ms = Date.UTC(2026, 3, 28) + laterHours * 3_600_000
    const first = replay ? last.get(JSON.stringify(key)) : undefined
    clock += 1
    const row = { ...(first ?? fact({ env, ...key, time_ms, folded_ms: clock })), account }
    last.set(JSON.stringify(key), row)
    if (newBlock) blocks.push([])
    blocks.at(-1)?.push(row)
  }
  const seen = [...last.keys()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => {
      const { person, message_id, account } = last.get(key) ?? fact({ env })
      return { person, message_id, account }
    })
  return { blocks, seen }
}

export const acceptedLaws = (subject: () => StoreUnderTest): void => {
  const insert = (table: string, rows: readonly object[]) =>
    subject().store().insert(table, ndjson(rows), { token: freshToken() })

  describe('what readers see', () => {
    test('every message id of a person once, and of repeated facts the last', async () => {
      await fc.assert(
        fc.asyncProperty(writes, async (list) => {
          const env = freshEnv()
          const { blocks, seen } = historyOf(env, list)
          for (const block of blocks) await insert('events', block)
          expect(await subject().store().query(accepted, { env })).toEqual(seen)
        }),
        { numRuns: 15 },
      )
    }, 60_000)

    test('the same message id of another person or environment is another event', async () => {
      const [one, two] = [freshEnv(), freshEnv()]
      const rows = [
        fact({ env: one }),
        fact({ env: one, person: `${one}/u/bob` }),
        fact({ env: two }),
      ]
      await insert(
        'events',
        rows.map((row) => ({ ...row, message_id: 'same' })),
      )
      expect(await subject().store().query(accepted, { env: one })).toHaveLength(2)
      expect(await subject().store().query(accepted, { env: two })).toHaveLength(1)
    })
  })
}
