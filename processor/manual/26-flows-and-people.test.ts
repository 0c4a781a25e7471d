import { expect, test } from 'vitest'
import {
  base,
  flow,
  hook,
  john,
  mail,
  path,
  said,
  steps,
  tell,
  world,
} from './support/onboarding.ts'
import { createWorld, day, hour, minute } from './support/world.ts'

/** Who enters a flow, and what becomes of them when the flow changes, when history arrives, when a visitor turns out to be somebody. */

test.each([
  ['once', 1],
  ['every-time', 3],
  [{ cooldown: '5d' }, 2],
] as const)('Re-entry %j', (reentry, times) => {
  const short = {
    ...base,
    enter: { did: { event: 'Signed Up', within: '1d' } },
    steps: [tell('hi')],
  }
  const town = world({ ...short, reentry })
  for (let i = 0; i < 3; i++) {
    town.send(john('Signed Up'))
    town.pass(3 * day)
  }
  expect(town.all('send')).toHaveLength(times)
  expect(new Set(town.all('send').map(({ send }) => send)).size).toBe(times)
})

test('Who is in when a flow is published does not enter, unless the author means those, too', () => {
  for (const [present, sent] of [
    [false, 0],
    [true, 1],
  ] as const) {
    const pros = { ...flow, enter: { trait: { name: 'plan', eq: 'pro' } } }
    const town = createWorld(hook, mail)
    town.send({ type: 'identify', userId: 'john', traits: { plan: 'pro' } })
    town.redefine(hook, mail, { ...pros, 'include-present': present })
    town.send(john('Login'))
    town.pass(day)
    expect(town.all('send')).toHaveLength(sent)
  }
})

test('Imported history lets nobody in, and sends nothing to whom it moves on within its record', () => {
  const town = world()
  const old = new Date(town.now - 30 * day).toISOString()
  const imported = { kind: 'import', source: 'import' } as const
  town.send({ ...john('Signed Up'), timestamp: old }, imported)
  town.pass(day)
  town.send(john('Signed Up'))
  expect(town.all('flow')).toEqual([])
  town.send({ userId: 'ann', event: 'Signed Up' })
  town.pass(3 * day)
  town.send({ userId: 'ann', event: 'Invited', timestamp: old }, imported)
  expect(said(town).map(([say]) => say)).toEqual(['hello'])
  town.pass(minute)
  expect(said(town).map(([say]) => say)).toEqual(['hello', 'well done'])
})

test('An edited flow keeps people where they stand; where their step is gone they go on with what is in its place', () => {
  const town = world()
  town.send(john('Signed Up'))
  town.pass(day)
  const before = { id: 'before', wait: { for: '9d' } }
  town.redefine(hook, mail, { ...flow, steps: [before, ...steps] })
  town.send(john('Login'))
  expect(town.person('john').flows?.onboarding?.at?.step).toBe('pause')
  town.redefine(hook, mail, { ...flow, steps: [...steps.slice(0, 1), ...steps.slice(2)] })
  town.send(john('Login'))
  expect(town.person('john').flows?.onboarding?.at?.step).toBe('invite')
  town.redefine(hook, mail, { ...flow, steps: steps.slice(0, 1) })
  town.send(john('Login'))
  expect(
    town
      .all('flow')
      .slice(-2)
      .map(({ what, says }) => [what, says]),
  ).toEqual([
    ['moved', 'the step pause is gone'],
    ['ended', 'the step invite is gone'],
  ])
})

test('A step that was taken out leads to what came after it, however the list has grown or shrunk', () => {
  const wait = (id: string) => ({ id, wait: { for: '9d' } })
  const after = (...versions: object[][]) => {
    const town = world({
      ...flow,
      steps: [tell('hello', { id: 'hello' }), wait('b'), wait('c'), wait('d')],
    })
    town.send(john('Signed Up'))
    for (const some of versions) {
      town.redefine(hook, mail, { ...flow, steps: some })
      town.send(john('Login'))
    }
    return path(town).at(-1)
  }
  expect(after([wait('c'), wait('d')])).toBe('moved c')
  expect(after([wait('d')])).toBe('ended b')
  expect(after([wait('x'), wait('y')])).toBe('moved y')
  const grown = [wait('n'), tell('late', { id: 'm' }), wait('hello'), wait('b')]
  expect(after(grown, grown.slice(0, 3))).toBe('ended b')
})

test('The author of a changed flow may move those who are in it, each once; who comes to the step later stays', () => {
  const paths = (town: ReturnType<typeof world>, who: string) =>
    town
      .all('flow')
      .filter(({ subject }) => subject === `test/u/${who}`)
      .map(({ what, step }) => `${what} ${step}`)
      .slice(2)
  const town = world({ ...base, steps })
  for (const who of ['john', 'mary']) town.send({ userId: who, event: 'Signed Up' })
  town.pass(day)
  town.send({ userId: 'mary', event: 'Paid' })
  const moving = { ...base, steps, move: { pause: 'stuck' } }
  town.redefine(hook, mail, moving)
  town.send({ userId: 'late', event: 'Signed Up' })
  town.pass(minute)
  for (const who of ['john', 'mary', 'late']) town.send({ userId: who, event: 'Login' })
  expect(paths(town, 'john')).toEqual(['moved stuck', 'ended stuck'])
  expect(paths(town, 'mary')).toEqual(['won pause'])
  expect(paths(town, 'late')).toEqual([])
  expect(town.all('flow').find(({ step }) => step === 'stuck')?.says).toBe(
    'the changed flow moves who stood at pause',
  )
  town.redefine(hook, mail, { ...moving, name: 'Another name' })
  town.send({ userId: 'late', event: 'Login' })
  expect(paths(town, 'late')).toEqual([])
  town.redefine(hook, mail, { ...base, steps })
  town.send({ userId: 'late', event: 'Login' })
  town.redefine(hook, mail, moving)
  town.send({ userId: 'late', event: 'Login' })
  town.pass(minute)
  expect(paths(town, 'late')).toEqual(['moved stuck', 'ended stuck'])
})

test.each([
  [{ '*': 'hello' }, ['moved hello', 'moved pause']],
  [{ pause: 'pause', '*': 'hello' }, []],
  [{ pause: null }, ['ended pause']],
  [{ invite: 'hello' }, []],
  [{ pause: '5' }, ['ended pause']],
])('Moved by %j, who stands at the pause goes: %j', (move, then) => {
  const town = world({ ...base, steps })
  town.send(john('Signed Up'))
  town.pass(day)
  town.redefine(hook, mail, { ...base, steps, move })
  town.pass(minute)
  town.send(john('Login'))
  expect(path(town).slice(2)).toEqual(then)
})

test('Somebody who is moved begins the step anew, and gets what it sends', () => {
  const town = world({ ...base, steps })
  const at = town.now
  town.send(john('Signed Up'))
  town.pass(day)
  town.redefine(hook, mail, { ...base, steps, move: { '*': 'hello' } })
  town.send(john('Login'))
  town.pass(20 * day)
  const anew = at + day
  expect(said(town).map(([say, when]) => [say, Math.round((Number(when) - anew) / hour)])).toEqual([
    ['hello', -24],
    ['hello', 0],
    ['need help?', 5 * 24],
  ])
})

test('Who is in a flow when it gets a holdout goes on as before, and is not counted; who enters then is drawn', () => {
  const lead = [tell('one'), { id: 'pause', wait: { for: '1d' } }, tell('two')]
  const town = world({ ...base, steps: lead })
  for (let i = 0; i < 20; i++) town.send({ userId: `u${i}`, event: 'Signed Up' })
  town.redefine(hook, mail, { ...base, holdout: 0.5, steps: lead })
  for (let i = 20; i < 40; i++) town.send({ userId: `u${i}`, event: 'Signed Up' })
  town.pass(2 * day)
  const drawn = town.all('exposed')
  const heldOut = drawn.filter(({ arm }) => arm === 'held_out').length
  expect(drawn).toHaveLength(20)
  expect(heldOut).toBeGreaterThan(3)
  expect(town.all('send')).toHaveLength(2 * 20 + 2 * (20 - heldOut))
})

test('A flow that is unpublished is left by all; published again it does not take them up', () => {
  const town = world()
  town.send(john('Signed Up'))
  town.redefine(hook, mail)
  town.send(john('Login'))
  expect(path(town).at(-1)).toBe('left pause')
  town.redefine(hook, mail, flow)
  town.send(john('Login'))
  town.pass(9 * day)
  expect(town.all('send')).toHaveLength(1)
})

test.each([
  ['the flow is unpublished', []],
  ['the flow has got a key', [{ ...flow, key: 'cart' }]],
  ['the step was taken out', [{ ...flow, steps: steps.slice(1) }]],
])('Who waits at a send step waits for it no more where %s', (_, then) => {
  const night = { 'quiet-hours': { from: '08:00', until: '20:00' } }
  const town = world({ ...flow, ...night })
  const hello = () => town.person('john').eng['flow/onboarding/hello']
  town.send(john('Signed Up'))
  expect(hello()?.wait).toBe(town.now)
  town.redefine(hook, mail, ...then)
  town.send(john('Login'))
  expect(path(town)).not.toEqual(['entered hello'])
  expect(hello()).not.toHaveProperty('wait')
  town.pass(day)
  expect(said(town)).toEqual([])
})

test('A visitor who turns out to be somebody goes on from where they stood', () => {
  const town = world()
  const at = town.now
  town.send({ anonymousId: 'b1', event: 'Signed Up' })
  town.pass(minute)
  town.send({ type: 'identify', userId: 'john', anonymousId: 'b1' })
  town.pass(10 * day)
  expect(town.all('send').map(({ to, say, at: when }) => [to.person, say, when - at])).toEqual([
    ['test/a/b1', 'hello', 0],
    ['test/u/john', 'need help?', 5 * day],
  ])
})

test('Of two positions the further one stays: whoever is through is not led through again', () => {
  const town = world()
  town.send({ anonymousId: 'b1', event: 'Signed Up' })
  town.pass(3 * day)
  town.send({ anonymousId: 'b1', event: 'Invited' })
  town.send(john('Signed Up'))
  town.send({ type: 'identify', userId: 'john', anonymousId: 'b1' })
  town.pass(10 * day)
  expect(town.all('send').map(({ to, say }) => [to.person, say])).toEqual([
    ['test/a/b1', 'hello'],
    ['test/a/b1', 'well done'],
    ['test/u/john', 'hello'],
  ])
  expect(town.all('flow').at(-1)).toMatchObject({
    what: 'ended',
    step: 'pause',
    says: 'came as far before, as a visitor',
  })
})

test('The same life is the same flow, however long the processor slept meanwhile', () => {
  const ids = (pass: 'pass' | 'sleep') => {
    const town = world()
    town.send(john('Signed Up'))
    town[pass](20 * day)
    town.send(john('Login'))
    return town.all('send').map(({ send, at }) => [send, at])
  }
  expect(ids('sleep')).toEqual(ids('pass'))
  expect(ids('sleep')).toHaveLength(2)
})

test.each([
  { ...base, steps: [{ send: { email: 'welcome' } }] },
  { kind: 'engagement', id: 'hello', audience: base.enter, send: [{ email: 'welcome' }] },
])(
  'What a visitor of a $kind waited for kept whoever they turned out to be busy until imported history was past',
  (sender) => {
    const town = world(sender)
    town.hold()
    town.send({ anonymousId: 'b1', event: 'Signed Up' })
    const old = new Date(town.now - 30 * day).toISOString()
    const traits = { email: 'j@x.example' }
    const identify = { type: 'identify', userId: 'john', anonymousId: 'b1', traits } as const
    town.send({ ...identify, timestamp: old }, { kind: 'import', source: 'import' })
    town.carry()
    town.sleep(12 * hour)
    town.carryAll()
    town.pass(minute)
    expect(town.all('send').map(({ to }) => to.person)).toEqual(['test/u/john'])
  },
)
