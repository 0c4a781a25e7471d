import { expect, it } from 'vitest'
import { sayTooMuch } from './too-much.ts'

const at = Date.parse('2026-11-21T14:02:11Z')

it('says what came of somebody too fast to count, where explain said nothing of it', () => {
  expect(sayTooMuch({ uncounted: { events: 30, from: at, to: at + 2000 } })).toBe(
    '30 events received from 2026-11-21 14:02:11 to 2026-11-21 14:02:13 came faster than 100 requests a second: stored, and counted for no rule.',
  )
  expect(sayTooMuch({ tooMuch: { second: at, requests: 130 } })).toBe(
    'At 2026-11-21 14:02:11 came 130 requests with something of them within a second. What came after the first 100 is stored, and counts for no rule.',
  )
})
