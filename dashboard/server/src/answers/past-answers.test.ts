import { eventSources } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import { expect, test } from 'vitest'
import { eventItemSchema, personDetail } from './past-answers.ts'

const event = {
  messageId: 'm',
  type: 'track',
  event: 'Login',
  person: 'production/u/ann',
  time: 1,
  received: 2,
  properties: {},
  context: {},
}

test('what a page with a token said was not among what the API says that it answers', () => {
  for (const source of eventSources)
    expect(eventItemSchema.parse({ ...event, source })).toMatchObject({ source })
})

test.each(['browser', 'signed', 'server'])('a trait may be from: %s', (from) => {
  const person = {
    subject: 'production/u/ann',
    id: 'ann',
    known: true,
    lifecycle: 'trial',
    milestones: [],
    firstSeen: 1,
    lastSeen: 2,
    scores: [],
    anonymousIds: [],
    traits: [{ name: 'plan', value: 'pro', since: 1, from }],
    journey: [],
    lifecycleHistory: [],
    messages: [],
    version: 1,
    asOf: 3,
  } satisfies Omit<PersonDetail, 'traits'> & { traits: unknown }
  expect(personDetail.parse(person).traits).toMatchObject([{ from }])
})
