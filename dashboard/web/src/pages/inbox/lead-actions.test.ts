import type { Lead } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { afterwards } from './lead-actions.ts'

const lead: Lead = {
  subject: 'production/g/northwind',
  id: 'northwind',
  name: 'Northwind',
  pql: 'trial-pql',
  pqlName: 'Trial account ready for sales',
  is: true,
  since: 1,
  turn: 1,
  reasons: [],
  history: [],
}

const deps = { by: 'Ana', now: () => 100 }

test('a claimed lead has an owner at once, a released one has none', () => {
  const claimed = afterwards(lead, { do: 'claim' }, deps)
  expect(claimed).toMatchObject({ owner: 'Ana', claimedAt: 100 })
  expect(afterwards(claimed, { do: 'release' }, deps)).toEqual(lead)
})

test('a snooze that is over at once is the way to take a snooze back', () => {
  const snoozed = afterwards(lead, { do: 'snooze', until: 9000 }, deps)
  expect(snoozed.snoozedUntil).toBe(9000)
  expect(afterwards(snoozed, { do: 'snooze', until: 2100 }, deps)).toEqual(lead)
})

test('an outcome keeps who worked the lead, and the note', () => {
  const claimed = afterwards(lead, { do: 'claim' }, deps)
  expect(
    afterwards(claimed, { do: 'outcome', outcome: 'bad_lead', note: 'student' }, deps),
  ).toMatchObject({
    owner: 'Ana',
    outcome: 'bad_lead',
    outcomeNote: 'student',
  })
})
