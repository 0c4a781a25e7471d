import { expect, test } from 'vitest'
import { parseDefinition } from './definitions/definition.ts'

const faults = (...content: readonly unknown[]): readonly string[] => {
  const parsed = parseDefinition({ kind: 'guide', id: 'tour', type: 'tour', steps: [{ content }] })
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}
const at = 'steps[0].content[0]'
const leaves = 'heading, text, image, button, link, list, video, input, progress, question'

test('a misspelt field within a button is named itself, not the nodes that there are', () => {
  expect(faults({ button: { lable: 'x' } })).toEqual([
    `${at}.button.label: is missing: a text, or fields and their values`,
    `${at}.button.action: is missing: fields and their values, or a list`,
    `${at}.button.lable: no such field; there are label, action, look`,
  ])
  expect(faults({ columns: [[{ heading: 'a' }], [{ link: { label: 'x', ulr: '/' } }]] })).toEqual([
    `${at}.columns[1][0].link.url: is missing: an https, http or mailto URL, or a path`,
    `${at}.columns[1][0].link.ulr: no such field; there are label, url`,
  ])
})

test('a field beside the one that names the node is named itself', () => {
  expect(faults({ heading: 'x', sub: 1 })).toEqual([`${at}.sub: no such field; there is heading`])
})

test('where no node was meant, those that there are are named', () => {
  expect(faults({ buton: {} })).toEqual([`${at}: one of ${leaves}, columns`])
  expect(faults({ columns: [[{ heading: 'a' }], [{ buton: {} }]] })).toEqual([
    `${at}.columns[1][0]: one of ${leaves}`,
  ])
})

test('of alternatives of several types, the one of the type that was given tells its faults', () => {
  expect(faults({ progress: { label: 'x', value: 1 } })).toEqual([
    `${at}.progress.max: is missing: a number`,
  ])
  expect(faults({ text: [{ text: 'x', bald: true }] })).toEqual([
    `${at}.text[0].bald: no such field; there are text, bold, italic, code, link`,
  ])
  expect(faults({ heading: 3 })).toEqual([`${at}.heading: a text, or fields and their values`])
})

test('an instant that is none is answered with what would be right, and not with the name of a norm', () => {
  const parsed = parseDefinition({
    kind: 'segment',
    id: 'old',
    level: 'person',
    rule: { trait: { name: 'born', before: 'last week' } },
  })
  const right = 'an instant such as 2026-12-25T09:00:00Z, or a date such as 2026-12-25'
  expect(parsed).toMatchObject({ problems: [{ at: 'rule.trait.before', message: right }] })
})

const wrong = (definition: object): readonly string[] => {
  const parsed = parseDefinition(definition)
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}

const within = (value: unknown) => ({
  kind: 'segment',
  id: 'seg',
  level: 'person',
  rule: { did: { event: 'A', within: value } },
})

test.each([null, 5, true, ['24h'], '24'])(
  'a duration that is no text was said to have to be one: %j',
  (value) => {
    expect(wrong(within(value))).toEqual([
      'rule.did.within: a duration such as 30m, 24h, 10d or 8w',
    ])
  },
)

test.each([
  [{ kind: 'calendar', id: 'project', zone: 1 }, 'zone: a time zone such as Europe/Berlin'],
  [
    {
      kind: 'engagement',
      id: 'hello',
      audience: { did: { event: 'A' } },
      send: [{ guide: 'tour' }],
      schedule: { hours: { from: 9, until: '17:00' } },
    },
    'schedule.hours.from: a time of day such as "09:30"',
  ],
  [{ kind: 'calendar', id: 'project' }, 'zone: is missing: a time zone such as Europe/Berlin'],
  [
    { kind: 'calendar', id: 'project', zone: 'UTC', holidays: [20261225] },
    'holidays[0]: a date such as 2026-12-25',
  ],
  [
    {
      kind: 'segment',
      id: 'old',
      level: 'person',
      rule: { trait: { name: 'born', before: 2026 } },
    },
    'rule.trait.before: an instant such as 2026-12-25T09:00:00Z, or a date such as 2026-12-25',
  ],
])('a value of the wrong type is answered as a wrong text is: %j', (definition, said) => {
  expect(wrong(definition)).toEqual([said])
})
