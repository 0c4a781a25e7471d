import { expect, test } from 'vitest'
import { servingPartOf } from '../src/fold/engagements/serving-part.ts'
import type { PersonState } from '../src/fold/state.ts'
import type { Program } from '../src/program/program.ts'
import { createWorld, day, minute } from './support/world.ts'

/** Who gets what is drawn, stays so, and is told of both arms, so that they can be compared. */

const guideOf = (id: string) => ({
  kind: 'guide',
  id,
  type: 'tooltip',
  target: { testid: 'x' },
  steps: [{ content: [{ text: id }] }],
})
const mail = { kind: 'email', id: 'hello', subject: 'Hello', content: [{ text: 'Hello.' }] }
const policy = { kind: 'policy', id: 'project', holdout: 0.3 }
const engagementOf = (id: string, more: object = {}) => ({
  kind: 'engagement',
  id,
  audience: { did: { event: 'Login' } },
  send: [{ guide: 'tip' }],
  ...more,
})
const people = Array.from({ length: 300 }, (_, i) => `person-${i}`)

const lived = (...documents: object[]) => {
  const world = createWorld(guideOf('tip'), guideOf('top'), mail, ...documents)
  for (const userId of people) {
    world.send({ type: 'identify', userId, traits: { email: `${userId}@x.example` } })
    for (let i = 0; i < 2; i++) world.send({ userId, event: 'Login' })
  }
  return world
}
const subjects = (list: readonly { readonly subject: string }[]) =>
  new Set(list.map(({ subject }) => subject))

test('Everybody who comes as far as the draw is told of once, held out or not', () => {
  const world = lived(engagementOf('nudge', { holdout: 0.4, goal: { did: { event: 'Done' } } }))
  const exposed = world.all('exposed')
  expect(exposed).toHaveLength(people.length)
  const heldOut = exposed.filter(({ arm }) => arm === 'held_out')
  expect(subjects(heldOut)).toEqual(subjects(world.all('suppressed')))
  expect(subjects(exposed.filter(({ arm }) => arm === 'treated'))).toEqual(
    subjects(world.all('decided')),
  )
  expect(heldOut.length).toBeGreaterThan(85)
  expect(heldOut.length).toBeLessThan(155)
  expect(heldOut[0]).toMatchObject({
    engagement: 'nudge',
    of: 'engagement',
    draw: { project: 0, holdout: 0.4 },
  })
})

test('Who has met the goal before, or is outside the audience, takes no part', () => {
  const world = createWorld(
    guideOf('tip'),
    engagementOf('nudge', { holdout: 0.5, goal: { did: { event: 'Done' } } }),
  )
  for (const userId of people) {
    world.send({ userId, event: 'Done' })
    world.send({ userId, event: 'Login' })
  }
  expect(world.all('exposed')).toEqual([])
})

test('Without a holdout and without variants nobody is told of, and nothing is kept', () => {
  const world = lived(engagementOf('nudge'))
  expect(world.all('exposed')).toEqual([])
  expect(world.person('person-1').arms).toBeUndefined()
})

test('The holdout of the project is the same people in every engagement and on every channel', () => {
  const world = lived(
    policy,
    engagementOf('nudge'),
    engagementOf('mailing', { send: [{ email: 'hello' }] }),
  )
  const heldOut = world.all('exposed').filter(({ of }) => of === 'project')
  const byEngagement = Map.groupBy(heldOut, ({ engagement }) => engagement)
  const [nudge, mailing] = ['nudge', 'mailing'].map((id) => subjects(byEngagement.get(id) ?? []))
  expect(nudge).toEqual(mailing)
  expect(nudge?.size).toBeGreaterThan(55)
  expect(nudge?.size).toBeLessThan(125)
  const sent = subjects(world.all('send'))
  for (const subject of nudge ?? []) expect(sent.has(subject)).toBe(false)
  expect(sent.size).toBe(people.length - (nudge?.size ?? 0))
})

test('What is no marketing is for everybody', () => {
  const world = lived(policy, engagementOf('notice', { marketing: false }))
  expect(subjects(world.all('decided')).size).toBe(people.length)
  expect(world.all('exposed')).toEqual([])
})

const variants = [
  { id: 'short', send: [{ guide: 'tip' }] },
  { id: 'long', weight: 2, send: [{ guide: 'top' }, { email: 'hello' }] },
]

test('Everybody gets one variant, with all that belongs to it, by weight', () => {
  const { send: _, ...nudge } = engagementOf('nudge', { variants, holdout: 0.2 })
  const world = lived(nudge)
  const arms = Map.groupBy(world.all('exposed'), ({ arm, variant }) =>
    arm === 'held_out' ? arm : variant,
  )
  const of = (arm: string) => subjects(arms.get(arm) ?? [])
  expect(of('short').size + of('long').size + of('held_out').size).toBe(people.length)
  expect(of('long').size / of('short').size).toBeGreaterThan(1.4)
  expect(of('long').size / of('short').size).toBeLessThan(2.9)
  const shown = Map.groupBy(world.all('decided'), ({ guide }) => guide)
  expect(subjects(shown.get('tip') ?? [])).toEqual(of('short'))
  expect(subjects(shown.get('top') ?? [])).toEqual(of('long'))
  expect(subjects(world.all('send'))).toEqual(of('long'))
  expect(shown.get('tip')?.[0]).toMatchObject({ engagement: 'nudge.short', variant: 'short' })
  const [offered] = shown.get('top') ?? []
  const state = world.states.get(offered?.subject ?? '') as PersonState
  const program = world.steps.at(-1)?.program as Program
  // Their browser says it of all that happens to the guide.
  expect(servingPartOf(state, program).dec).toMatchObject([{ guide: 'top', variant: 'long' }])
  const shares = [
    ['short', 1],
    ['long', 2],
  ]
  for (const { draw } of world.all('exposed'))
    expect(draw).toEqual({ project: 0, holdout: 0.2, variants: shares })
  expect(world.all('send')[0]).toMatchObject({ engagement: 'nudge.long.1', variant: 'long' })
})

test('Who is held out of variants is so once, and told of once', () => {
  const { send: _, ...nudge } = engagementOf('nudge', { variants, holdout: 0.5 })
  const world = lived(nudge)
  const heldOut = world.all('suppressed').filter(({ why }) => why.at(-1)?.gate === 'holdout')
  const perPerson = Map.groupBy(heldOut, ({ subject, engagement }) => `${subject} ${engagement}`)
  for (const list of perPerson.values()) expect(list).toHaveLength(1)
  const people = subjects(world.all('exposed').filter(({ arm }) => arm === 'held_out'))
  expect(subjects(heldOut)).toEqual(people)
})

test('A changed share moves nobody who has been counted', () => {
  const world = createWorld(guideOf('tip'), engagementOf('nudge', { holdout: 0.5, caps: 'none' }))
  for (const userId of people) world.send({ userId, event: 'Login' })
  const before = subjects(world.all('decided'))
  world.redefine(guideOf('tip'), engagementOf('nudge', { holdout: 0.01, caps: 'none' }))
  for (const userId of people) world.send({ userId, event: 'Login' })
  expect(subjects(world.all('decided'))).toEqual(before)
  expect(world.all('exposed')).toHaveLength(people.length)
})

test('What an anonymous visitor was drawn for they stay drawn for when they turn out to be somebody', () => {
  const world = createWorld(guideOf('tip'), engagementOf('nudge', { holdout: 0.5 }))
  for (const [i, userId] of people.entries()) {
    const anonymousId = `browser-${i}`
    world.send({ anonymousId, event: 'Login' })
    world.pass(minute)
    world.send({ type: 'identify', userId, anonymousId })
  }
  const arms = Map.groupBy(world.all('exposed'), ({ subject }) => subject)
  for (const [i, userId] of people.entries()) {
    const first = arms.get(`test/a/browser-${i}`)?.[0]?.arm
    expect([userId, world.person(userId).arms?.nudge?.[1]]).toEqual([
      userId,
      first === 'held_out' ? '!engagement' : '',
    ])
    expect(world.person(userId).eng.nudge?.dec !== undefined).toBe(first === 'treated')
  }
})

test('Imported history exposes nobody', () => {
  const world = createWorld(guideOf('tip'), engagementOf('nudge', { holdout: 0.5 }))
  const timestamp = new Date(world.now - 20 * day).toISOString()
  const old = { kind: 'import', source: 'import' } as const
  for (const userId of people) world.send({ userId, event: 'Login', timestamp }, old)
  expect(world.all('exposed')).toEqual([])
  world.pass(day)
  for (const userId of people) world.send({ userId, event: 'Login' })
  expect(world.all('exposed')).toHaveLength(people.length)
})
