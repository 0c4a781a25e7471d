import { type Definition, parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { checkSet } from './check-set.ts'
import { sayChange } from './say-change.ts'
import { sayDefinition } from './say-definition.ts'

const parsed = (document: object): Definition => {
  const found = parseDefinition(document)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.definition
}

const flow = parsed({
  kind: 'flow',
  id: 'onboarding',
  enter: { did: { event: 'Signed Up' } },
  exit: { segment: { id: 'gone' } },
  steps: [
    { id: 'hello', send: { email: 'welcome' } },
    { wait: { for: '2d' } },
    { id: 'data', wait: { until: { did: { event: 'Data' } }, 'at-most': '3d', late: 'stuck' } },
    { branch: [{ when: { trait: { name: 'plan', eq: 'pro' } }, to: 'stuck' }], else: 'out' },
    {
      split: [
        { share: 1, to: 'stuck' },
        { share: 3, to: 'out' },
      ],
    },
    { id: 'stuck', send: { task: { title: 'Call', to: 'crm' } } },
    { id: 'out', end: true },
  ],
})

test('a flow is said step by step', () => {
  expect(sayDefinition(flow)).toBe(
    'Enters when: has done “Signed Up”. Once. Steps: hello: e-mail “welcome”; 2: wait 2 days; ' +
      'data: wait for: has done “Data”, at most 3 days, then go to stuck; ' +
      '4: go to stuck if: plan is pro, else to out; 5: draw 25% to stuck, 75% to out; ' +
      'stuck: give a task to “crm”; out: end. Leaves when: is in segment “gone”.',
  )
})

test('what a change of a flow means for those who are in it is said', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const change = { what: 'changed', definition: flow, now, countsNew: false, counts: true } as const
  expect(sayChange(change)).toContain('Whoever is in it stays where they stand')
})

test('what a flow names and is not there is named with its place', () => {
  expect(checkSet([flow]).definitions.get('flow/onboarding')?.problems).toEqual([
    { at: 'exit.segment.id', message: 'there is no segment "gone"' },
    { at: 'steps[0].send.email', message: 'there is no email "welcome"' },
    { at: 'steps[5].send.task.to', message: 'there is no endpoint "crm"' },
  ])
})
