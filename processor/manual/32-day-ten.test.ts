import { expect, test } from 'vitest'
import { liveThrough } from './support/story.ts'
import { somebody, trialDefinitions } from './support/trial.ts'

/*
 * A trial lasts 14 days, and its tenth day is the last good moment to help. Day 1 is the day of signing up, so that day 10 begins
 * when nine days have passed: to the minute, though nobody does anything then.
 */

const slow = somebody('sue', 'slow-works')
const fast = somebody('fay', 'fast-works')

const diary = [
  slow.signsUp(1, '09:00'),
  slow.does(3, '16:00', 'Product Created'),
  fast.signsUp(1, '11:00'),
  fast.does(1, '11:10', 'Product Created'),
  fast.does(5, '14:00', 'Data Received'),
]

test('On day 10 who has not reached value is written to, and offered help in the app for a day; who has gets neither', () => {
  const { told } = liveThrough(trialDefinitions, diary, { untilDay: 14 })
  expect(told('sue', 'message day-ten')).toEqual([
    'day 10 09:00  message day-ten.1: email four-days-left is sent',
    'day 10 09:00  message day-ten: guide four-days-left is offered',
    'day 11 09:00  message day-ten: withdrawn',
  ])
  expect(told('fay', 'message day-ten')).toEqual([
    'day 10 11:00  message day-ten.1: email four-days-left is not sent',
    'day 10 11:00  message day-ten: not offered',
  ])
})

test('Why not is on the record', () => {
  const { why } = liveThrough(trialDefinitions, diary, { untilDay: 14 })
  expect(why('fay', 'message day-ten')).toEqual([
    'goal: goal still open: has reached milestone “Code installed” (already met)',
    'goal: goal still open: has reached milestone “Code installed” (already met)',
  ])
})

test('Who reaches value while help is on offer is not helped any more', () => {
  const late = [...diary, slow.does(10, '15:00', 'Data Received')]
  const { told } = liveThrough(trialDefinitions, late, { untilDay: 14 })
  expect(told('sue', 'message day-ten:')).toEqual([
    'day 10 09:00  message day-ten: guide four-days-left is offered',
    'day 10 15:00  message day-ten: withdrawn',
  ])
})

test('A colleague’s success counts: value belongs to the account', () => {
  const colleague = somebody('sam', 'slow-works')
  const { told } = liveThrough(
    trialDefinitions,
    [...diary, colleague.does(8, '12:00', 'Data Received')],
    { untilDay: 14 },
  )
  expect(told('sue', 'message day-ten')).toEqual([
    'day 10 09:00  message day-ten.1: email four-days-left is not sent',
    'day 10 09:00  message day-ten: not offered',
  ])
})
