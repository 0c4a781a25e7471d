import type { Lead, LeadList } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { afterwards, type Deed, type LeadView, viewsOf, withPending } from './lead-views.ts'

const lead: Lead = {
  subject: 'production/g/northwind',
  id: 'northwind',
  name: 'Northwind',
  pql: 'trial-pql',
  pqlName: 'Trial account ready for sales',
  is: true,
  since: 5,
  turn: 1,
  reasons: [],
  history: [],
}
const other: Lead = { ...lead, subject: 'production/g/other', since: 9 }
const doing = { by: 'Ana', at: 100 }
const at = (view: LeadView) => ({ view, now: 100, me: 'Ana' })

const list = (leads: readonly Lead[], open: number, snoozed: number): LeadList => ({
  leads,
  counts: { open, mine: 0, snoozed, done: 0 },
  precision: [],
  asOf: 100,
})

const pending = (deed: Deed, of: Lead = lead) => [{ lead: of, deed, ...doing }]
const week: Deed = { do: 'snooze', until: 9000 }

test('a claimed lead has an owner at once, a released one has none', () => {
  const claimed = afterwards(lead, { do: 'claim' }, doing)
  expect(claimed).toMatchObject({ owner: 'Ana', claimedAt: 100 })
  expect(viewsOf(claimed, at('open'))).toEqual(['open', 'mine'])
  expect(afterwards(claimed, { do: 'release' }, doing)).toEqual(lead)
})

test('an outcome keeps who worked the lead, and the note', () => {
  const claimed = afterwards(lead, { do: 'claim' }, doing)
  expect(
    afterwards(claimed, { do: 'outcome', outcome: 'bad_lead', note: 'student' }, doing),
  ).toMatchObject({ owner: 'Ana', outcome: 'bad_lead', outcomeNote: 'student' })
})

test('a snoozed lead leaves the inbox before the server has caught up, and is counted as snoozed', () => {
  const shown = withPending(list([other, lead], 2, 0), pending(week), at('open'))
  expect(shown.leads).toEqual([other])
  expect(shown.counts).toMatchObject({ open: 1, snoozed: 1 })
})

test('a snoozed lead is listed under Snoozed until its instant, then it is open again', () => {
  const snoozed = withPending(list([], 1, 0), pending(week), at('snoozed'))
  expect(snoozed.leads).toMatchObject([{ id: 'northwind', snoozedUntil: 9000 }])
  expect(snoozed.counts.snoozed).toBe(1)
  const later = withPending(list([], 0, 1), pending(week), { ...at('open'), now: 9000 })
  expect(later.leads).toHaveLength(1)
})

test('what the server shows already is neither moved nor counted twice', () => {
  const caughtUp = list([other], 1, 1)
  expect(withPending(caughtUp, pending(week), at('open'))).toEqual(caughtUp)
})

test('a snooze taken back puts the lead where it was', () => {
  const snoozed = afterwards(lead, week, doing)
  const woken = withPending(list([other], 1, 1), pending({ do: 'wake' }, snoozed), at('open'))
  expect(woken.leads).toEqual([other, lead])
  expect(woken.counts.open).toBe(2)
  const left = withPending(list([snoozed], 1, 1), pending({ do: 'wake' }, snoozed), at('snoozed'))
  expect(left.leads).toEqual([])
})
