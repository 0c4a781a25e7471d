import { expect, test } from 'vitest'
import { liveThrough } from './support/story.ts'
import { somebody, trialDefinitions } from './support/trial.ts'

/*
 * Danielle signs up, does the tutorial and creates a product in one session. She is never among those whom John’s e-mails go to;
 * when she comes the next day, the app reminds her of what is left to do.
 */

const danielle = somebody('danielle', 'design-house')

const session = [
  danielle.signsUp(1, '10:00'),
  danielle.does(1, '10:15', 'Tutorial Finished'),
  danielle.does(1, '10:40', 'Product Created'),
]
const nextDay = [
  danielle.does(2, '09:00', 'Login'),
  danielle.reports(2, '09:01', {
    event: '$guide_rendered',
    engagement: 'remind-to-install',
    guide: 'install-the-code',
  }),
  danielle.does(2, '09:30', 'Data Received'),
]

test('She is never sent John’s e-mails', () => {
  const { told } = liveThrough(trialDefinitions, [...session, ...nextDay], { untilDay: 30 })
  expect(told('danielle', 'segment')).toEqual([])
  expect(told('danielle').filter((line) => line.includes('is sent'))).toEqual([])
})

test('Before she comes the next day it is decided that she is reminded, and once she has been she is not again', () => {
  const { told, why } = liveThrough(trialDefinitions, [...session, ...nextDay.slice(0, 2)], {
    untilDay: 9,
  })
  expect(told('danielle', 'message remind')).toEqual([
    'day 1 22:40  message remind-to-install: guide install-the-code is offered',
    'day 2 09:01  message remind-to-install: guide install-the-code rendered',
    'day 2 09:01  message remind-to-install: withdrawn',
  ])
  expect(why('danielle', 'message remind-to-install: withdrawn')).toEqual([
    'caps: shown at most 1 time (shown once)',
  ])
})

test('She installs the code: value is reached on her second day', () => {
  const { told } = liveThrough(trialDefinitions, [...session, ...nextDay], { untilDay: 14 })
  expect(told('design-house', 'milestone')).toEqual([
    'day 1 10:40  milestone product-created reached',
    'day 1 10:40  milestone code-installed started',
    'day 2 09:30  milestone code-installed reached',
  ])
})
