import { expect, test } from 'vitest'
import { base, hook, john, mail, path, tell, world } from './support/onboarding.ts'
import { createWorld, day, hour } from './support/world.ts'

/** A flow shows guides and sets traits, too, is measured against a holdout, and may be tried in variants. */

const guide = {
  kind: 'guide',
  id: 'first-steps',
  type: 'modal',
  steps: [{ content: [{ text: 'Begin here.' }] }],
}
const show = { id: 'tip', show: { guide: 'first-steps', 'at-most': '3d', late: 'missed' } }
const showing = {
  ...base,
  steps: [
    show,
    tell('seen it', { id: 'after' }),
    { end: true },
    tell('never came', { id: 'missed' }),
  ],
}
const town = (definition: object = showing, ...more: object[]) => world(definition, guide, ...more)

/** What John's browser reports of the guide. */
const reports = (what: string) => ({
  userId: 'john',
  event: `$guide_${what}`,
  properties: { engagement: 'flow/onboarding/tip', guide: 'first-steps' },
})

test('A guide is offered while somebody stands at its step, and goes on with what they do', () => {
  const place = town()
  place.send(john('Signed Up'))
  expect(place.all('decided').map(({ engagement, guide: id }) => [engagement, id])).toEqual([
    ['flow/onboarding/tip', 'first-steps'],
  ])
  for (const what of ['rendered', 'seen', 'clicked']) place.send(reports(what))
  expect(path(place)).toEqual(['entered tip'])
  place.send(reports('completed'))
  expect(path(place)).toEqual(['entered tip', 'moved after', 'ended after'])
  expect(place.all('flow').map(({ says }) => says)).toContain('first-steps was completed')
  expect(place.person('john').eng['flow/onboarding/tip']?.dec).toBeUndefined()
})

test.each([
  [['seen'], 'seen'],
  [['clicked', 'dismissed'], 'clicked'],
  [['dismissed'], 'dismissed'],
])('It goes on until %j, as its author says', (until, what) => {
  const place = town({
    ...showing,
    steps: [{ ...show, show: { ...show.show, until } }, ...showing.steps.slice(1)],
  })
  place.send(john('Signed Up'))
  place.send(reports('rendered'))
  expect(path(place)).toEqual(['entered tip'])
  place.send(reports(what))
  expect(path(place)).toContain('moved after')
})

test('Whoever does not come in time goes the other way, and the guide is withdrawn', () => {
  const place = town()
  const at = place.now
  place.send(john('Signed Up'))
  place.pass(5 * day)
  expect(place.all('send').map(({ say, at: when }) => [say, when - at])).toEqual([
    ['never came', 3 * day],
  ])
  expect(place.all('withdrawn').map(({ at: when }) => when - at)).toEqual([3 * day])
})

test('What somebody did with the guide before they came to the step is no answer to it', () => {
  const place = town({ ...showing, steps: [{ wait: { for: '1d' } }, ...showing.steps] })
  place.send({ ...reports('dismissed') })
  place.send(john('Signed Up'))
  place.pass(day + hour)
  expect(path(place).at(-1)).toBe('moved tip')
})

test('The guide of a step is painted once each time that somebody comes there', () => {
  const place = town()
  place.send(john('Signed Up'))
  place.send(reports('rendered'))
  place.send(john('Login'))
  expect(place.all('withdrawn').map(({ why }) => why.at(-1)?.gate)).toEqual(['caps'])
  expect(path(place)).toEqual(['entered tip'])
})

test('Whoever wants no messages goes on without the guide', () => {
  const place = town()
  place.send({ ...john('Signed Up'), context: { consent: { guides: false } } })
  expect(place.all('decided')).toEqual([])
  expect(place.all('flow').map(({ says }) => says)).toContain('not shown: consent')
})

test('A step sets a trait, and whoever reads it knows the instant after; a server’s word stays', () => {
  const set = {
    ...base,
    steps: [
      { 'set-trait': { name: 'stage', value: 'onboarding' } },
      { wait: { for: '1d' } },
      { 'set-trait': { name: 'stage', value: null } },
    ],
  }
  const segment = {
    kind: 'segment',
    id: 'onboarding-now',
    level: 'person',
    rule: { trait: { name: 'stage', eq: 'onboarding' } },
  }
  const place = town(set, segment)
  const at = place.now
  place.send(john('Signed Up'))
  place.send({ type: 'identify', userId: 'ann', traits: { stage: 'expert' } }, { source: 'server' })
  place.send({ userId: 'ann', event: 'Signed Up' })
  place.pass(2 * day)
  expect(place.all('segment').map(({ subject, is, at: when }) => [subject, is, when - at])).toEqual(
    [
      ['test/u/john', true, 1],
      ['test/u/john', false, day + 1],
    ],
  )
  expect(place.person('ann').traits.stage?.[0]).toBe('expert')
})

const all = Array.from({ length: 60 }, (_, i) => `u${i}`)

test('The holdout is drawn as they enter: held out they are led through, see nothing and are given nothing', () => {
  const half = {
    ...showing,
    holdout: 0.5,
    steps: [{ 'set-trait': { name: 'led', value: true } }, ...showing.steps],
  }
  const place = town(half)
  for (const userId of all) place.send({ userId, event: 'Signed Up' })
  const exposed = place.all('exposed')
  expect(exposed).toHaveLength(60)
  const held = new Set(
    exposed.filter(({ arm }) => arm === 'held_out').map(({ subject }) => subject),
  )
  expect(held.size).toBeGreaterThan(15)
  expect(held.size).toBeLessThan(45)
  expect(place.all('decided')).toHaveLength(60 - held.size)
  expect(place.all('decided').some(({ subject }) => held.has(subject))).toBe(false)
  const led = all.filter((id) => place.person(id).traits.led)
  expect(led).toHaveLength(60 - held.size)
  place.pass(4 * day)
  expect(place.all('send').every(({ subject }) => !held.has(subject))).toBe(true)
  expect(place.all('flow').filter(({ what }) => what === 'ended')).toHaveLength(60)
})

test('Variants begin at steps of their own, the same for the same person, and both are counted', () => {
  const tried = {
    ...base,
    variants: [
      { id: 'short', start: 'a' },
      { id: 'long', weight: 3, start: 'b' },
    ],
    steps: [tell('short', { id: 'a' }), { end: true }, tell('long', { id: 'b' })],
  }
  const place = town(tried)
  for (const userId of all) place.send({ userId, event: 'Signed Up' })
  const drawn = new Map(place.all('exposed').map(({ subject, variant }) => [subject, variant]))
  expect(place.all('send').every(({ subject, say }) => drawn.get(subject) === say)).toBe(true)
  const short = [...drawn.values()].filter((variant) => variant === 'short').length
  expect(short).toBeGreaterThan(4)
  expect(short).toBeLessThan(30)
})

test('What a flow sends waits for its schedule', () => {
  const evening = { hours: { from: '18:00', until: '20:00' } }
  const place = town({ ...base, schedule: evening, steps: [tell('good evening')] })
  const at = place.now
  place.send(john('Signed Up'))
  place.pass(day)
  expect(place.all('send').map(({ at: when }) => when - at)).toEqual([9 * hour])
})

test('A guide that is not published, and a flow that is edited meanwhile, keep nobody', () => {
  const place = createWorld(hook, mail, guide, showing)
  place.send(john('Signed Up'))
  place.redefine(hook, mail, showing)
  place.send(john('Login'))
  expect(place.all('flow').map(({ says }) => says)).toContain('the guide is not published')
  expect(path(place).at(-1)).toBe('ended after')
})
