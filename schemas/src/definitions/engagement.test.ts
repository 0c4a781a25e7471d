import { expect, test } from 'vitest'
import { parseDefinition } from './definition.ts'
import { armsOf, namedBy } from './engagement.ts'

const base = { kind: 'engagement', id: 'nudge', audience: { did: { event: 'Login' } } }
const guide = { ...base, send: [{ guide: 'tip' }] }

const problem = (document: object): string => {
  const parsed = parseDefinition(document)
  return parsed.ok
    ? 'fine'
    : parsed.problems.map(({ at, message }) => `${at}: ${message}`).join('; ')
}

test.each([
  [{}],
  [
    {
      schedule: {
        from: '2026-03-01',
        until: '2026-04-01T12:00',
        days: ['mon'],
        hours: { from: '22:00', until: '06:00' },
      },
    },
  ],
  [{ schedule: { from: '2026-03-01T09:00:00+02:00' } }],
  [{ schedule: { hours: { from: '00:00', until: '24:00' } } }],
  [{ schedule: { from: '2026-03-01T09:00', until: '2026-03-01T17:00' } }],
  [{ schedule: { from: '2026-03-01T09:00Z', until: '2026-03-01' } }],
  [{ 'quiet-hours': 'none' }],
  [{ reentry: 'every-time', 'include-present': true, tags: ['onboarding'], marketing: false }],
  [{ reentry: { cooldown: '30d' } }],
  [{ caps: { 'per-person': { max: 1, on: 'week' }, 'per-account': { max: 5, within: '7d' } } }],
])('%j is fine', (more) => {
  expect(problem({ ...guide, ...more })).toBe('fine')
})

test.each([
  [{ schedule: {} }, 'schedule: at least one of from, until, days, hours'],
  [{ schedule: { from: 'tomorrow' } }, 'schedule.from: a date such as 2026-03-01'],
  [{ schedule: { hours: { from: '9:00', until: '17:00' } } }, 'a time of day such as "09:30"'],
  [{ schedule: { hours: { from: '09:00', until: '09:00' } } }, 'two times of day that differ'],
  [{ schedule: { days: ['monday'] } }, 'one of sun, mon'],
  [{ schedule: { from: '2026-03-01', until: '2026-03-01' } }, 'schedule.until: later than `from`'],
  [{ schedule: { from: '2026-03-01T09:00', until: '2026-03-01' } }, 'later than `from`'],
  [{ schedule: { from: '2026-03-02T09:00Z', until: '2026-03-01' } }, 'later than `from`'],
  [{ 'quiet-hours': { from: '24:00', until: '06:00' } }, 'the start of a day, which is "00:00"'],
  [
    { caps: { 'per-person': { max: 1, on: 'day', within: '1d' } } },
    'either `within` or `on`, not both',
  ],
  [{ caps: {} }, 'per-person, per-account, or both'],
  [
    { send: [{ guide: 'tip', email: 'hello' }] },
    'exactly one of guide, email, webhook, slack, task',
  ],
  [{ send: [{ guide: 'tip', say: 'Hi' }] }, '`say` belongs to a webhook, to slack or to a task'],
  [{ variants: [{ id: 'a', send: [{ guide: 'tip' }] }] }, 'at least 2'],
  [
    { send: undefined, variants: ['a', 'a'].map((id) => ({ id, send: [{ guide: 'tip' }] })) },
    'variants whose ids differ',
  ],
  [{ send: undefined }, '`send`, or `variants` that each have one'],
])('%j is refused, and what would be right is said', (more, says) => {
  const { send, ...rest } = { ...guide, ...more }
  expect(problem({ ...rest, ...(send === undefined ? {} : { send }) })).toContain(says)
})

test.each([
  [
    {
      caps: [
        { max: 3, on: 'day' },
        { per: 'account', tag: 'news', max: 9, within: '7d' },
      ],
    },
    'fine',
  ],
  [{ caps: [{ type: 'popup', max: 1 }] }, 'caps[0].type: one of tooltip, modal'],
  [{ caps: [{ type: 'modal', tag: 'news', max: 1 }] }, 'at most one of guide, type, tag, channel'],
  [
    { caps: [{ per: 'account', channel: 'email', max: 1 }] },
    'what an account is limited in is guides',
  ],
  [{ id: 'mine' }, 'id: project'],
])('a policy %j: %s', (more, says) => {
  expect(problem({ kind: 'policy', id: 'project', ...more })).toContain(says)
})

test('what an engagement sends is the same list with variants and without', () => {
  const parsed = parseDefinition({
    ...base,
    variants: [
      { id: 'short', weight: 3, send: [{ guide: 'tip' }] },
      { id: 'long', send: [{ task: { title: 'Call', to: 'crm' } }, { slack: 'channel' }] },
    ],
  })
  if (!parsed.ok || parsed.definition.kind !== 'engagement') throw new Error('no engagement')
  const arms = armsOf(parsed.definition)
  expect(arms.map(({ variant, weight, send }) => [variant, weight, send.map(namedBy)])).toEqual([
    ['short', 3, [{ channel: 'guide', kind: 'guide', id: 'tip' }]],
    [
      'long',
      1,
      [
        { channel: 'task', kind: 'endpoint', id: 'crm' },
        { channel: 'slack', kind: 'endpoint', id: 'channel' },
      ],
    ],
  ])
})
