import { expect, test } from 'vitest'
import { createWorld, day, hour, type World } from '../../../manual/support/world.ts'
import { CycleError } from '../../program/in-order.ts'

const guide = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: 'Hello' }] }],
}
const nudge = {
  kind: 'engagement',
  id: 'nudge',
  audience: { did: { event: 'Login' } },
  send: [{ guide: 'tip' }],
}
const segment = (id: string, rule: object): object => ({
  kind: 'segment',
  id,
  level: 'person',
  rule,
})

const report = (world: World, what: string, more: object = {}): void =>
  world.send({
    event: `$guide_${what}`,
    userId: 'ann',
    properties: { engagement: 'nudge', guide: 'tip', ...more },
  })
const flips = (world: World, id: string): readonly (readonly [boolean, number])[] =>
  world.all('segment').flatMap((s) => (s.id === id ? [[s.is, s.at] as const] : []))

test('rules ask what somebody did with a guide, and for how long ago', () => {
  const world = createWorld(
    guide,
    nudge,
    segment('saw', { guide: { id: 'tip', was: 'seen', within: '1d' } }),
    segment('clicked', { message: { id: 'nudge', was: 'clicked' } }),
  )
  world.send({ event: 'Login', userId: 'ann' })
  report(world, 'seen')
  const seen = world.now
  world.pass(hour)
  report(world, 'clicked')
  world.pass(2 * day)
  expect(flips(world, 'saw')).toEqual([
    [true, seen],
    [false, seen + day],
  ])
  expect(flips(world, 'clicked')).toEqual([[true, seen + hour]])
})

test('what was reported before anybody asked is known when somebody does', () => {
  const world = createWorld(guide, nudge)
  world.send({ event: 'Login', userId: 'ann' })
  report(world, 'dismissed')
  world.redefine(guide, nudge, segment('done', { guide: { id: 'tip', was: 'dismissed' } }))
  world.send({ event: 'Login', userId: 'ann' })
  expect(world.person('ann').seg.done).toBeDefined()
})

test('a report about an engagement that somebody was never offered changes nothing', () => {
  const world = createWorld(guide, nudge, segment('saw', { guide: { id: 'tip', was: 'seen' } }))
  report(world, 'seen')
  report(world, 'seen', { engagement: 'constructor', guide: '__proto__' })
  expect(world.person('ann').ledger).toBeUndefined()
})

test('the newest answer to a question counts, and no answer is larger than what is kept', () => {
  const rule = { guide: { id: 'tip', was: 'answered', answer: { to: 'nps', gte: 9 } } }
  const world = createWorld(guide, nudge, segment('promoters', rule))
  world.send({ event: 'Login', userId: 'ann' })
  report(world, 'answered', { answers: { nps: 10, why: 'x'.repeat(5000), bad: { deep: 1 } } })
  expect(world.person('ann').seg.promoters).toBeDefined()
  const { answers } = world.person('ann').ledger?.['guide/tip'] ?? {}
  expect(Object.keys(answers ?? {})).toEqual(['nps', 'why'])
  expect(answers?.why?.[0]).toHaveLength(200)
  world.pass(hour)
  report(world, 'answered', { answers: { nps: 3 } })
  expect(world.person('ann').seg.promoters).toBeUndefined()
  expect(world.person('ann').ledger?.['guide/tip']?.answers?.why).toBeDefined()
})

test('why somebody was not shown something is known from the next instant on', () => {
  const world = createWorld(
    guide,
    { ...nudge, exclude: { did: { event: 'Paid' } } },
    segment('spared', { guide: { id: 'tip', was: 'suppressed', because: 'exclude' } }),
  )
  world.send({ event: 'Login', userId: 'ann' })
  world.send({ event: 'Paid', userId: 'ann' })
  const at = world.now
  expect(flips(world, 'spared')).toEqual([])
  world.pass(hour)
  expect(flips(world, 'spared')).toEqual([[true, at + 1]])
})

test('why the browser could not show something is known too', () => {
  const rule = { message: { id: 'nudge', was: 'suppressed', because: 'occluded' } }
  const world = createWorld(guide, nudge, segment('covered', rule))
  world.send({ event: 'Login', userId: 'ann' })
  report(world, 'missed', { reason: 'missing' })
  expect(world.person('ann').seg.covered).toBeUndefined()
  report(world, 'missed', { reason: 'occluded' })
  expect(world.person('ann').seg.covered).toBeDefined()
})

test('what an anonymous visitor dismissed, the user has dismissed', () => {
  const world = createWorld(
    guide,
    nudge,
    segment('done', { guide: { id: 'tip', was: 'dismissed' } }),
  )
  const properties = { engagement: 'nudge', guide: 'tip' }
  world.send({ event: 'Login', anonymousId: 'b1' })
  world.send({ event: '$guide_dismissed', anonymousId: 'b1', properties })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'b1' })
  expect(world.person('ann').seg.done).toBeDefined()
  expect(world.visitor('b1').ledger).toBeUndefined()
})

test('an engagement may ask what became of its guide, but not why it was not shown', () => {
  const asks = (was: string) => ({ ...nudge, exclude: { guide: { id: 'tip', was } } })
  const world = createWorld(guide, asks('dismissed'))
  world.send({ event: 'Login', userId: 'ann' })
  report(world, 'dismissed')
  expect(world.all('withdrawn')).toHaveLength(1)
  expect(() => createWorld(guide, asks('suppressed'))).toThrow(CycleError)
})

test('the record tells of all that rules can ask for, as the program knew it', () => {
  const world = createWorld(guide, nudge)
  world.send({ event: 'Login', userId: 'ann' })
  const at = world.now
  report(world, 'seen', { guide: 'called otherwise' })
  report(world, 'missed', { reason: 'occluded', by: 'caps' })
  report(world, 'answered', { answers: { nps: 9, bad: {} } })
  report(world, 'released', { reason: 'left_page' })
  world.redefine(guide)
  report(world, 'clicked')
  report(world, 'answered', { answers: { nps: 1 } })
  const about = { engagement: 'nudge', guide: 'tip', at }
  expect(world.all('message')).toMatchObject([
    { ...about, what: 'seen' },
    { ...about, what: 'missed', by: 'occluded' },
    { ...about, what: 'clicked', unpublished: true },
  ])
  expect(world.all('noted')).toMatchObject([
    { ...about, what: 'answered', answers: { nps: 9 } },
    { ...about, what: 'released', by: 'left_page' },
  ])
})
