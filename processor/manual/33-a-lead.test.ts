import { expect, test } from 'vitest'
import { liveThrough } from './support/story.ts'
import { somebody, trialDefinitions } from './support/trial.ts'

/*
 * A prospect installs the code and maps its features: the account is a lead from that very event on, and sales hears of it with
 * the reasons and whom to ask for. Turning twice alerts once.
 */

const dev = somebody('dev', 'acme')
const pm = somebody('pat', 'acme')

const diary = [
  dev.signsUp(1, '09:00', { name: 'Devi', role: 'developer' }),
  dev.says(1, '09:00', { name: 'Acme', employees: 50 }),
  pm.signsUp(2, '10:00', { name: 'Pat', role: 'product manager' }),
  dev.does(2, '11:00', 'Product Created'),
  dev.does(3, '11:00', 'Data Received'),
  pm.does(4, '15:00', 'Feature Mapped'),
  pm.does(4, '15:10', 'Feature Mapped'),
  pm.does(4, '15:20', 'Feature Mapped'),
]

test('With the last milestone the account turns PQL and sales is told why', () => {
  const { told, why } = liveThrough(trialDefinitions, diary, { untilDay: 5 })
  expect(told('acme', 'milestone feature', 'PQL', 'alert', 'lifecycle trial')).toEqual([
    'day 4 15:20  milestone feature-map-set-up reached',
    'day 4 15:20  PQL trial-pql, turn 1',
    'day 4 15:20  alert to sdr-hook: Trial ready for sales, Acme',
    'day 4 15:20  lifecycle trial → pql',
  ])
  expect(why('acme', 'PQL')).toEqual([
    'reached Code installed; reached Feature map set up; employees is at least 20',
  ])
  expect(why('acme', 'alert')).toEqual([
    'Acme installed the code and mapped its features. Ask for Pat.',
  ])
})

test('Turning twice within thirty days alerts once, and says so', () => {
  const backAndForth = [
    ...diary,
    dev.says(6, '09:00', { employees: 12 }),
    dev.says(7, '09:00', { employees: 50 }),
  ]
  const { told } = liveThrough(trialDefinitions, backAndForth, { untilDay: 14 })
  expect(told('acme', 'PQL', 'no longer', 'alert', 'no alert')).toEqual([
    'day 4 15:20  PQL trial-pql, turn 1',
    'day 4 15:20  alert to sdr-hook: Trial ready for sales, Acme',
    'day 6 09:00  no longer PQL trial-pql',
    'day 7 09:00  PQL trial-pql, turn 2',
    'day 7 09:00  no alert for trial-pql',
  ])
})

test('An account that is too small reaches the same milestones, and nobody is disturbed', () => {
  const small = diary.map((entry) =>
    entry.event.type === 'group'
      ? { ...entry, event: { ...entry.event, traits: { employees: 3 } } }
      : entry,
  )
  const { told } = liveThrough(trialDefinitions, small, { untilDay: 14 })
  expect(told('acme', 'milestone feature')).toHaveLength(1)
  expect(told('acme', 'PQL', 'alert', 'no alert')).toEqual([])
})
