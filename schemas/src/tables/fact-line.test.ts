import { expect, test } from 'vitest'
import { factColumns, factLine, readFactLine } from './fact-line.ts'
import type { FactRow } from './rows.ts'

const row: FactRow = {
  env: 'production',
  message_id: 'm-1',
  type: 'track',
  event: 'Data Received',
  person: 'production/u/ann',
  user_id: 'ann',
  anonymous_id: 'a-1',
  account: 'acme',
  time_ms: 1,
  received_ms: 2,
  folded_ms: 3,
  source: 'browser',
  properties: { plan: 'pro', list: [1, 'two'] },
  context: { locale: 'en' },
  part: 4,
  src: 5,
  idx: 6,
  counts: false,
  program: 7,
}

test('a line of facts says what the event said, each value under its own name', () => {
  expect(readFactLine(factLine(row))).toEqual(row)
})

test('every column of an event is in its line', () => {
  expect(Object.keys(row).sort()).toEqual([...factColumns].sort())
})
