import { expect, test } from 'vitest'
import { liveThrough } from './support/story.ts'
import { somebody } from './support/trial.ts'

/*
 * Asking is a message too. A detractor gets a human, a promoter is asked to tell others; nobody is asked twice in 90 days. And
 * who uses up what the plan allows hears of the next one.
 */

const definitions = [
  {
    kind: 'guide',
    id: 'nps',
    type: 'survey',
    steps: [{ content: [{ question: { id: 'score', ask: 'Recommend us?', type: 'nps' } }] }],
  },
  ...['tell-others', 'next-plan'].map((id) => ({
    kind: 'guide',
    id,
    type: 'modal',
    steps: [{ content: [{ heading: 'Thank you' }] }],
  })),
  {
    kind: 'engagement',
    id: 'ask',
    audience: { did: { event: 'Report Exported', count: { gte: 3 } } },
    send: [{ guide: 'nps' }],
    caps: { 'per-person': { max: 1, within: '90d' } },
  },
  {
    kind: 'pql',
    id: 'detractor',
    name: 'Somebody is unhappy',
    level: 'person',
    behaviour: { guide: { id: 'nps', was: 'answered', answer: { to: 'score', lte: 6 } } },
    alert: { to: ['success-hook'], say: 'Call {{person.name}}.' },
  },
  { kind: 'endpoint', id: 'success-hook', type: 'webhook', url: 'https://crm.example/success' },
  {
    kind: 'engagement',
    id: 'advocacy',
    audience: { guide: { id: 'nps', was: 'answered', answer: { to: 'score', gte: 9 } } },
    send: [{ guide: 'tell-others' }],
  },
  {
    kind: 'engagement',
    id: 'upgrade',
    audience: { account: { did: { event: 'Report Exported', count: { gte: 5 }, on: 'month' } } },
    send: [{ guide: 'next-plan' }],
  },
]

const asked = (userId: string, account: string, score: number) => {
  const one = somebody(userId, account)
  const survey = { engagement: 'ask', guide: 'nps' }
  return [
    one.signsUp(1, '09:00', { name: userId }),
    ...(['10:00', '11:00', '12:00'] as const).map((time) => one.does(1, time, 'Report Exported')),
    one.reports(2, '09:00', { event: '$guide_rendered', ...survey }),
    one.reports(2, '09:01', { event: '$guide_answered', ...survey, answers: { score } }),
    one.reports(2, '09:02', { event: '$guide_completed', ...survey }),
  ]
}

test('A detractor gets a human, at once; a promoter is asked to tell others', () => {
  const diary = [...asked('una', 'acme', 3), ...asked('pam', 'globex', 10)]
  const { told, why } = liveThrough(definitions, diary, { untilDay: 3 })
  expect(told('una', 'alert')).toEqual([
    'day 2 09:01  alert to success-hook: Somebody is unhappy, una',
  ])
  expect(why('una', 'alert')).toEqual(['Call una.'])
  expect(told('una', 'message advocacy')).toEqual([])
  expect(told('pam', 'alert')).toEqual([])
  expect(told('pam', 'message advocacy').at(-1)).toBe(
    'day 2 09:02  message advocacy: guide tell-others is offered',
  )
})

test('One thing at a time: the next message waits until the survey has left the screen, and the record says so', () => {
  const { told, why } = liveThrough(definitions, asked('pam', 'globex', 10), { untilDay: 3 })
  expect(told('pam', 'message advocacy')).toEqual([
    'day 2 09:01  message advocacy: not offered',
    'day 2 09:02  message advocacy: guide tell-others is offered',
  ])
  expect(why('pam', 'message advocacy: not')).toEqual([
    'slot: no other guide that takes the whole attention is on screen (ask is)',
  ])
})

test('Nobody is asked twice in 90 days', () => {
  const { told, why } = liveThrough(definitions, asked('pam', 'globex', 8), { untilDay: 100 })
  expect(told('pam', 'message ask')).toEqual([
    'day 1 12:00  message ask: guide nps is offered',
    'day 2 09:00  message ask: guide nps rendered',
    'day 2 09:00  message ask: withdrawn',
    'day 2 09:01  message ask: guide nps answered',
    'day 2 09:02  message ask: guide nps completed',
    'day 92 09:00  message ask: guide nps is offered',
  ])
  expect(why('pam', 'message ask: withdrawn')[0]).toContain('caps: shown at most 1 time within')
})

test('What all members use up together counts: each of them hears of the next plan, until the month ends', () => {
  const colleague = somebody('cal', 'globex')
  const diary = [
    ...asked('pam', 'globex', 8),
    colleague.does(10, '09:00', 'Report Exported'),
    colleague.does(11, '09:00', 'Report Exported'),
  ]
  const { told } = liveThrough(definitions, diary, { untilDay: 40 })
  const both = ['pam', 'cal'].map((id) => told(id, 'message upgrade'))
  // The story begins on 2 March: its day 31 is the first of April.
  expect(both).toEqual([
    [
      'day 11 09:00  message upgrade: guide next-plan is offered',
      'day 31 00:00  message upgrade: withdrawn',
    ],
    [
      'day 11 09:00  message upgrade: guide next-plan is offered',
      'day 31 00:00  message upgrade: withdrawn',
    ],
  ])
})
