import { expect, test } from 'vitest'
import { parseDefinition } from './definition.ts'
import { unreachableIn } from './flow-faults.ts'

const rule = { did: { event: 'Login' } }
const hello = { id: 'hello', send: { email: 'welcome' } }

const problem = (steps: readonly object[], more: object = {}): string => {
  const parsed = parseDefinition({ kind: 'flow', id: 'f', enter: rule, steps, ...more })
  return parsed.ok
    ? 'fine'
    : parsed.problems.map(({ at, message }) => `${at}: ${message}`).join('; ')
}

test.each([
  [[hello]],
  [[hello, { wait: { for: '2d' } }, { id: 'again', send: { webhook: 'crm', say: 'Hi' } }]],
  [[{ wait: { until: rule } }, hello]],
  [[{ wait: { until: rule, 'at-most': '3d', late: 'hello' } }, { end: true }, hello]],
  [[{ branch: [{ when: rule, to: 'hello' }], else: 'out' }, hello, { id: 'out', end: true }]],
  [
    [
      {
        split: [
          { share: 1, to: 'hello' },
          { share: 3, to: 'b' },
        ],
      },
      hello,
      { id: 'b', end: true },
    ],
  ],
  [[hello, { wait: { for: '1d' } }, { go: 'hello' }]],
  [[hello, { wait: { until: rule, 'at-most': '1d', late: 'hello' } }]],
])('%j is a flow', (steps) => {
  expect(problem(steps)).toBe('fine')
})

test.each([
  [[], 'steps: is empty: at least one entry'],
  [[{ id: 'x' }], 'exactly one of send, show, set-trait, wait, branch, split, go, end'],
  [[{ ...hello, end: true }], 'exactly one of send, show, set-trait, wait, branch, split, go, end'],
  [[{ send: { guide: 'tip' } }], 'a guide is shown by `show`'],
  [[{ send: { email: 'a', webhook: 'b' } }], 'exactly one of guide, email'],
  [[{ wait: {} }], 'steps[0].wait: `for` a time, or `until` a rule'],
  [[{ wait: { for: '1d', until: rule } }], '`for` a time, or `until` a rule'],
  [[{ wait: { for: '1d', 'at-most': '2d' } }], '`at-most` belongs to `until`'],
  [[{ wait: { until: rule, late: 'hello' } }, hello], '`late` belongs to `at-most`'],
  [[{ ...hello, else: 'hello' }], '`else` belongs to `branch`'],
  [[hello, { ...hello }], 'steps[1].id: another step is called hello'],
  [[{ id: '2', end: true }, hello, { end: true }, { id: '3', end: true }], 'steps[3].id: another'],
  [[{ go: 'there' }], 'steps[0].go: there is no step "there" to go to'],
  [[{ branch: [{ when: rule, to: 'x' }] }], 'steps[0].branch[0].to: there is no step "x" to go to'],
  [[{ wait: { until: rule, 'at-most': '1d', late: 'x' } }], 'steps[0].wait.late: there is no step'],
  [[{ split: [{ share: 1, to: 'hello' }] }, hello], 'steps[0].split: at least 2 entries'],
  [[hello, { wait: { for: '2 days' } }], 'steps[1].wait.for: a duration such as 30m'],
  [[hello, { wait: { for: '0s' } }, { go: 'hello' }], 'steps[1].wait.for: a duration such as 30m'],
  [[{ wait: { until: rule, 'at-most': 'soon' } }], 'steps[0].wait.at-most: a duration such as 30m'],
  [[{ show: { guide: 'tip', 'at-most': '3 days' } }], 'steps[0].show.at-most: a duration such as'],
])('%j is refused: %s', (steps, message) => {
  expect(problem(steps)).toContain(message)
})

test.each([
  [[{ id: 'a', go: 'a' }], 'a → a'],
  [[hello, { go: 'hello' }], 'hello → 2 → hello'],
  [[hello, { wait: { until: rule } }, { go: 'hello' }], 'hello → 2 → 3 → hello'],
  [[hello, { wait: { for: '5m' } }, { go: 'hello' }], 'hello → 2 → 3 → hello'],
])('%j would never come to rest', (steps, loop) => {
  expect(problem(steps)).toBe(`steps[0]: goes round without a wait of an hour or more: ${loop}`)
})

test.each([
  [rule, 'fine'],
  [{ did: { page: '/cart', where: { size: { gte: 1 } } } }, 'fine'],
  [{ all: [rule, { trait: { name: 'plan', eq: 'pro' } }] }, 'fine'],
  [{ did: { event: 'Login', count: { gte: 2 } } }, 'enter: with a `key`, `did` of one event'],
  [{ trait: { name: 'plan', eq: 'pro' } }, 'enter: with a `key`, `did` of one event'],
  [{ all: [{ trait: { name: 'plan', eq: 'pro' } }, rule] }, 'enter: with a `key`, `did` of one'],
])('a key is read off the event that lets somebody in: %j is %s', (enter, said) => {
  expect(problem([hello], { key: 'cart_id', enter })).toContain(said)
})

test.each([
  [{ hello: 'hello' }, 'fine'],
  [{ gone: 'hello', '*': null }, 'fine'],
  [{ hello: 'nowhere' }, 'move.hello: there is no step "nowhere" to move to'],
  [{}, 'move: at least one step'],
  [{ 'No Id': 'hello' }, 'move'],
])('whoever is in it is moved to steps that there are: %j is %s', (move, said) => {
  expect(problem([hello], { move })).toContain(said)
})

test('who is moved to a step can come to it', () => {
  const lost = { id: 'lost', end: true } as const
  expect(unreachableIn({ steps: [hello, { end: true }, lost], move: { old: 'lost' } })).toEqual([])
})

test('steps that nobody can come to are found', () => {
  expect(unreachableIn({ steps: [hello, { end: true }, { id: 'lost', end: true }] })).toEqual([2])
  expect(
    unreachableIn({
      steps: [
        { wait: { until: rule, 'at-most': '1d', late: 'x' } },
        { end: true },
        { id: 'x', end: true },
      ],
    }),
  ).toEqual([])
})
