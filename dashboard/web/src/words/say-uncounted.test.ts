import { limits } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { mostPerSecond, sayUncounted } from './say-uncounted.ts'

const at = new Date(2026, 10, 21, 14, 2, 11).getTime()

test('what came too fast is said with how much and when', () => {
  const say = (events: number, to: number, of: 'person' | 'account' = 'person'): string =>
    sayUncounted({ events, from: at, to }, of, at)
  expect(say(412, at + 3000)).toBe(
    '412 events of 21 Nov, 14:02:11 to 14:02:14 came faster than 100 requests a second. They are stored, and count for no rule.',
  )
  expect(say(1, at + 5, 'account')).toBe(
    '1 event of 21 Nov, 14:02:11 came faster than 100 requests a second of one person. It is stored, and counts for no rule.',
  )
  expect(say(2, at + 86_400_000)).toContain('of 21 Nov, 14:02:11 to 22 Nov, 14:02:11 came')
})

test('the rate that is said is the one that is kept', () => {
  expect(mostPerSecond).toBe(limits.personRecordsPerSecond)
})
