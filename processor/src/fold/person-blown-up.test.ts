import { limits } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, minute, type World } from '../../manual/support/world.ts'

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

/** What takes the most bytes that a text of so many characters can take. */
const odd = (characters: number): string => '\u0001'.repeat(characters)

/** Somebody with the public key says that ann did things: each event as large as an event may be. */
const sendOften = (world: World, event: (n: number) => object): void => {
  for (let n = 0; n < limits.sequenceEvents + 6; n++) {
    world.send({ userId: 'ann', ...event(n) })
    world.pass(minute)
  }
}

const bought = {
  kind: 'segment',
  id: 'bought',
  level: 'person',
  rule: {
    sequence: {
      steps: [{ did: { event: 'Cart Filled' } }, { did: { event: 'Order Placed' } }],
      within: '1d',
      same: 'cart',
    },
  },
}

test('what stays the same in a sequence was kept at any length, and a person took two megabytes', () => {
  const world = createWorld(bought)
  const long = (n: number): string => `${'x'.repeat(25_000)}${n}`
  sendOften(world, (n) => ({ event: 'Cart Filled', properties: { cart: long(n) } }))
  expect(bytes(world.person('ann'))).toBeLessThan(8 * 1024)
  expect(world.all('segment')).toEqual([])
  world.send({ userId: 'ann', event: 'Order Placed', properties: { cart: long(999) } })
  expect(world.all('segment')).toEqual([])
  world.send({ userId: 'ann', event: 'Order Placed', properties: { cart: long(69) } })
  expect(world.all('segment')).toMatchObject([{ id: 'bought', is: true }])
})

const survey = {
  kind: 'guide',
  id: 'nps',
  type: 'survey',
  steps: [{ content: [{ question: { id: 'score', ask: 'Recommend us?', type: 'nps' } }] }],
}
const ask = {
  kind: 'engagement',
  id: 'ask',
  audience: { did: { event: 'Login' } },
  send: [{ guide: 'nps' }],
}
const answeredWith = (answers: object) => ({
  event: '$guide_answered',
  properties: { engagement: 'ask', guide: 'nps', answers } as never,
})

test('answers were kept as long lists of long texts, and a person took three megabytes', () => {
  const world = createWorld(survey, ask)
  world.send({ userId: 'ann', event: 'Login' })
  const many = Array.from({ length: 25 }, () => odd(200))
  sendOften(world, (n) => answeredWith({ [`question ${n}`]: many }))
  expect(Object.keys(world.person('ann').ledger?.['guide/nps']?.answers ?? {})).toHaveLength(
    limits.answersKept,
  )
  const perGuide = limits.answersKept * (limits.answerBytes + 64)
  expect(bytes(world.person('ann'))).toBeLessThan(2 * perGuide)
})

test('of an answer that is too long the beginning is kept, and ordinary ones are kept whole', () => {
  const world = createWorld(survey, ask)
  world.send({ userId: 'ann', event: 'Login' })
  const chosen = Array.from({ length: 20 }, (_, i) => `The choice number ${i}`)
  const why = '漢'.repeat(limits.nameLength)
  const lines = ['y'.repeat(190), ...Array.from({ length: 9 }, () => 'z'.repeat(190))]
  world.send({
    userId: 'ann',
    ...answeredWith({ score: 9, chosen, why, lines, odd: odd(200), [odd(200)]: 'never' }),
  })
  const { answers = {} } = world.person('ann').ledger?.['guide/nps'] ?? {}
  const given = Object.fromEntries(Object.entries(answers).map(([name, [value]]) => [name, value]))
  expect(given).toEqual({ score: 9, chosen, why, lines: lines.slice(0, 5), odd: odd(169) })
})

test('a page with a path of thirty thousand characters was named whole by every milestone that it reached', () => {
  const milestones = Array.from({ length: 5 }, (_, i) => ({
    kind: 'milestone',
    id: `m${i}`,
    level: i % 2 === 0 ? 'person' : 'account',
    order: i + 1,
    reached: { did: { page: '/x*', count: { gte: 1 } } },
  }))
  const world = createWorld(...milestones)
  const path = `/x${'y'.repeat(25_000)}`
  world.send({ userId: 'ann', type: 'page', properties: { path }, context: { groupId: 'acme' } })
  expect(world.all('milestone').map(({ id }) => id)).toHaveLength(5)
  expect(world.all('milestone')[0]?.by?.event).toBe(path.slice(0, limits.nameLength))
  expect(bytes(world.person('ann')) + bytes(world.account('acme'))).toBeLessThan(6 * 1024)
})
