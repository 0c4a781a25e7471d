import type { Lead } from '@waymark/schemas/api/leads'
import type { WorkView } from '@waymark/schemas/api/work'
import { expect, test } from 'vitest'
import { type Listed, withPending } from '../work/with-pending.ts'
import { viewsOf } from '../work/work-kind.ts'
import { type Deed, leadKind } from './lead-work.ts'

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
const at = (view: WorkView) => ({ view, now: 100, me: 'Ana' })

const list = (items: readonly Lead[], open: number, snoozed: number): Listed<Lead> => ({
  items,
  counts: { open, mine: 0, snoozed, done: 0 },
})

const pending = (deed: Deed, of: Lead = lead) => [{ item: of, deed, ...doing }]
const week: Deed = { do: 'snooze', until: 9000 }

test('a claimed lead has an owner at once, a released one has none', () => {
  const claimed = leadKind.after(lead, { do: 'claim' }, doing)
  expect(claimed).toMatchObject({ owner: 'Ana', claimedAt: 100 })
  expect(viewsOf(claimed, leadKind.isDone(claimed), at('open'))).toEqual(['open', 'mine'])
  expect(leadKind.after(claimed, { do: 'release' }, doing)).toEqual(lead)
})

test('an outcome keeps who worked the lead, and the note', () => {
  const claimed = leadKind.after(lead, { do: 'claim' }, doing)
  expect(
    leadKind.after(claimed, { do: 'outcome', outcome: 'bad_lead', note: 'student' }, doing),
  ).toMatchObject({ owner: 'Ana', outcome: 'bad_lead', outcomeNote: 'student' })
})

test('a snoozed lead leaves the inbox before the server has caught up, and is counted as snoozed', () => {
  const shown = withPending(leadKind, list([other, lead], 2, 0), {
    ...at('open'),
    pending: pending(week),
  })
  expect(shown.items).toEqual([other])
  expect(shown.counts).toMatchObject({ open: 1, snoozed: 1 })
})

test('a snoozed lead is listed under Snoozed until its instant, then it is open again', () => {
  const snoozed = withPending(leadKind, list([], 1, 0), {
    ...at('snoozed'),
    pending: pending(week),
  })
  expect(snoozed.items).toMatchObject([{ id: 'northwind', snoozedUntil: 9000 }])
  expect(snoozed.counts.snoozed).toBe(1)
  const later = withPending(leadKind, list([], 0, 1), {
    ...at('open'),
    now: 9000,
    pending: pending(week),
  })
  expect(later.items).toHaveLength(1)
})

test('what the server shows already is neither moved nor counted twice', () => {
  const caughtUp = list([other], 1, 1)
  expect(withPending(leadKind, caughtUp, { ...at('open'), pending: pending(week) })).toEqual(
    caughtUp,
  )
})

test('a snooze taken back puts the lead where it was', () => {
  const snoozed = leadKind.after(lead, week, doing)
  const wake = { pending: pending({ do: 'wake' }, snoozed) }
  const woken = withPending(leadKind, list([other], 1, 1), { ...at('open'), ...wake })
  expect(woken.items).toEqual([other, lead])
  expect(woken.counts.open).toBe(2)
  const left = withPending(leadKind, list([snoozed], 1, 1), { ...at('snoozed'), ...wake })
  expect(left.items).toEqual([])
})
