import { expect, test } from 'vitest'
import { liveThrough } from './support/story.ts'
import { somebody, trialDefinitions } from './support/trial.ts'

/*
 * The last chapters tell stories: what people do on the days of a trial, and what comes of it. Nobody waits for days: the diary
 * is lived in virtual time, by the same fold. `waymark simulate` does this with your definitions and your events.
 *
 * John comes from a social post, signs up, finishes the tutorial, and leaves. E-mails are told as they are decided; that they are
 * opened is another story.
 */

const john = somebody('john', 'corner-shop', 'laptop')

const firstDay = [
  john.visits(1, '09:00', '/from-a-social-post'),
  john.visits(1, '09:02', '/sign-up'),
  john.signsUp(1, '09:05', { name: 'John' }),
  john.does(1, '09:20', 'Tutorial Finished'),
]
const comesBack = [
  john.does(4, '18:30', 'Login'),
  john.does(4, '18:45', 'Product Created'),
  john.does(6, '11:00', 'Data Received'),
]

test('Day 1: a visitor signs up, is a trial, and all that the visitor did is his', () => {
  const { told } = liveThrough(trialDefinitions, firstDay, { untilDay: 1 })
  expect(told('laptop')).toEqual(['day 1 09:05  turned out to be john'])
  expect(told('john')).toEqual([
    'day 1 09:05  acts for account corner-shop',
    'day 1 09:05  lifecycle visitor → trial',
    'day 1 09:05  was visitor laptop before',
    'day 1 09:20  milestone tutorial-finished reached',
  ])
})

test('Day 2: a day after the tutorial there is still no product: an e-mail goes out, and once', () => {
  const { told } = liveThrough(trialDefinitions, firstDay, { untilDay: 3 })
  expect(told('john', 'segment', 'message')).toEqual([
    'day 2 09:20  segment left-after-the-tutorial: in',
    'day 2 09:20  message remind-to-create: email create-your-product is sent',
  ])
})

test('Day 4: two days later a second one; he comes back, creates a product, and is not written to about it again', () => {
  const { told } = liveThrough(trialDefinitions, [...firstDay, ...comesBack], { untilDay: 4 })
  expect(told('john', 'segment', 'message')).toEqual([
    'day 2 09:20  segment left-after-the-tutorial: in',
    'day 2 09:20  message remind-to-create: email create-your-product is sent',
    'day 4 09:20  message remind-again: email still-there is sent',
    'day 4 18:45  segment left-after-the-tutorial: out',
  ])
  expect(told('corner-shop', 'milestone product')).toEqual([
    'day 4 18:45  milestone product-created reached',
  ])
})

test('Day 5: the code is not installed: the app is ready to remind him, and as he stays away an e-mail does', () => {
  const { told } = liveThrough(trialDefinitions, [...firstDay, ...comesBack], { untilDay: 9 })
  expect(told('john', 'message remind-to-install', 'message write')).toEqual([
    'day 5 06:45  message remind-to-install: guide install-the-code is offered',
    'day 5 18:45  message write-to-who-is-away: email one-line-to-go is sent',
    'day 6 11:00  message remind-to-install: withdrawn',
  ])
  expect(told('corner-shop', 'milestone code')).toEqual([
    'day 4 18:45  milestone code-installed started',
    'day 6 11:00  milestone code-installed reached',
  ])
})

test('Had he installed the code before the morning, nothing more would have been said', () => {
  const atOnce = [...firstDay, ...comesBack.slice(0, 2), john.does(4, '18:50', 'Data Received')]
  const { told, why } = liveThrough(trialDefinitions, atOnce, { untilDay: 9 })
  expect(told('john', 'message remind-to-install', 'message write')).toEqual([
    'day 5 06:45  message remind-to-install: not offered',
    'day 5 18:45  message write-to-who-is-away: email one-line-to-go is not sent',
  ])
  expect(why('john', 'message write')[0]).toContain('already met')
})
