import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createWorld, day, hour, type World } from '../../../manual/support/world.ts'

const weighted = (enter: number, leave?: number) => ({
  kind: 'pql',
  id: 'lead',
  level: 'person',
  fit: {
    of: [
      { weight: 50, when: { trait: { name: 'size', gte: 20 } } },
      { weight: 30, when: { trait: { name: 'role', eq: 'buyer' } } },
      { weight: 20, when: { trait: { name: 'country', in: ['de', 'fr'] } } },
    ],
    enter,
    ...(leave === undefined ? {} : { leave }),
  },
})

const trait = (world: World, traits: Record<string, string | number>): void =>
  world.send({ type: 'identify', userId: 'ann', traits })

const turns = (world: World): readonly boolean[] => world.all('pql').map(({ is }) => is)

describe('conditions with weights', () => {
  test('make a lead when enough of the weight holds, and say what each counts for', () => {
    const world = createWorld(weighted(70))
    trait(world, { size: 50 })
    expect(turns(world)).toEqual([])
    trait(world, { country: 'de' })
    expect(world.all('pql')[0]?.reasons.map(({ says, is, weight }) => [says, is, weight])).toEqual([
      ['fit is at least 70 of 100: 70', true, undefined],
      ['size is at least 20', true, 50],
      ['role is buyer', false, 30],
      ['country is one of de or fr', true, 20],
    ])
  })

  test('are left below the lower threshold only', () => {
    const world = createWorld(weighted(70, 40))
    trait(world, { size: 50, country: 'de' })
    trait(world, { country: 'us' })
    expect(turns(world)).toEqual([true])
    trait(world, { size: 5 })
    expect(turns(world)).toEqual([true, false])
    trait(world, { size: 50 })
    expect(turns(world)).toEqual([true, false])
  })

  test('never flap while the points stay between the thresholds', () => {
    const points = ({ size, role, country }: { size: number; role: string; country: string }) =>
      (size >= 20 ? 50 : 0) + (role === 'buyer' ? 30 : 0) + (country === 'de' ? 20 : 0)
    const someone = fc.record({
      size: fc.constantFrom(5, 50),
      role: fc.constantFrom('buyer', 'user'),
      country: fc.constantFrom('de', 'us'),
    })
    fc.assert(
      fc.property(fc.array(someone, { minLength: 1, maxLength: 12 }), (course) => {
        const world = createWorld(weighted(80, 50))
        let is = false
        for (const traits of course) {
          trait(world, traits)
          const sum = points(traits)
          is = is ? sum >= 50 : sum >= 80
          expect(world.person('ann').pql.lead?.since !== undefined).toBe(is)
        }
        expect(turns(world).every((turn, i) => turn === (i % 2 === 0))).toBe(true)
      }),
      { numRuns: 100 },
    )
  })
})

test('A score between the entry and the leave threshold makes nobody a lead and loses none', () => {
  const index = { kind: 'score', id: 'cbi', level: 'person', core: [{ event: 'Use' }] }
  const pql = {
    kind: 'pql',
    id: 'lead',
    level: 'person',
    behaviour: { score: { id: 'cbi', gte: 45 } },
    leave: { score: { id: 'cbi', lt: 25 } },
  }
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }), (gaps) => {
      const world = createWorld(index, pql)
      let is = false
      for (const gap of gaps) {
        world.send({ userId: 'ann', event: 'Use' })
        for (let i = 0; i < gap; i++) {
          const value = world.person('ann').score?.cbi?.value ?? 0
          is = is ? value >= 25 : value >= 45
          expect(world.person('ann').pql.lead?.since !== undefined).toBe(is)
          world.pass(day)
        }
      }
    }),
    { numRuns: 25 },
  )
})

describe('who is close', () => {
  const pql = {
    kind: 'pql',
    id: 'lead',
    level: 'person',
    milestones: ['one', 'two'],
    fit: { trait: { name: 'size', gte: 20 } },
  }
  const milestone = (id: string) => ({
    kind: 'milestone',
    id,
    name: `Step ${id}`,
    level: 'person',
    order: 1,
    reached: { did: { event: id } },
  })

  test('is noted with what is missing, until they turn or fall behind', () => {
    const world = createWorld(pql, milestone('one'), milestone('two'))
    trait(world, { size: 50 })
    expect(world.person('ann').almost).toBeUndefined()
    world.send({ userId: 'ann', event: 'one' })
    expect(world.person('ann').almost).toEqual({
      lead: { met: 2, of: 3, missing: ['reached Step two'] },
    })
    trait(world, { size: 5 })
    expect(world.person('ann').almost).toBeUndefined()
    trait(world, { size: 50 })
    world.send({ userId: 'ann', event: 'two' })
    expect(world.person('ann').almost).toBeUndefined()
    expect(turns(world)).toEqual([true])
  })
})

describe('trusted facts', () => {
  const server = { source: 'server' } as const
  const reached = { did: { event: 'Paid' } }
  const milestone = { kind: 'milestone', id: 'paid', level: 'person', order: 1, reached }
  const pql = {
    kind: 'pql',
    id: 'lead',
    level: 'person',
    verified: true,
    milestones: ['paid'],
    fit: { trait: { name: 'size', gte: 20 } },
    intent: { did: { event: 'Limit Reached', within: '7d' } },
  }

  test('a browser’s words and deeds make nobody a lead; a server’s do', () => {
    const world = createWorld(pql, { ...milestone, verified: true })
    const say = (header?: object): void => {
      world.send({ type: 'identify', userId: 'ann', traits: { size: 50 } }, header)
      world.send({ userId: 'ann', event: 'Paid' }, header)
      world.send({ userId: 'ann', event: 'Limit Reached' }, header)
    }
    say()
    expect(world.person('ann').mile).toEqual({})
    expect(turns(world)).toEqual([])
    say(server)
    expect(turns(world)).toEqual([true])
  })

  test('whatever mixture of browser and server: a verified lead has every fact from a server', () => {
    const fact = fc.constantFrom('trait', 'Paid', 'Limit Reached')
    const said = fc.record({ fact, byServer: fc.boolean() })
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), (list) => {
        const world = createWorld(pql, { ...milestone, verified: true })
        for (const { fact: what, byServer } of list) {
          const header = byServer ? server : undefined
          if (what === 'trait')
            world.send({ type: 'identify', userId: 'ann', traits: { size: 50 } }, header)
          else world.send({ userId: 'ann', event: what }, header)
        }
        const proven = new Set(list.filter((one) => one.byServer).map((one) => one.fact))
        expect(turns(world)).toEqual(proven.size === 3 ? [true] : [])
      }),
      { numRuns: 60 },
    )
  })

  test('do not come from definitions that count what browsers say', () => {
    expect(() => createWorld(pql, milestone)).toThrow(
      'milestone "paid" counts what browsers say, too; make it `verified: true`',
    )
    const fit = { lifecycle: { is: 'trial' } }
    expect(() => createWorld({ ...pql, milestones: [], fit })).toThrow(
      'is not known to be verified',
    )
  })
})

describe('an alert', () => {
  const endpoint = (id: string) => ({
    kind: 'endpoint',
    id,
    type: 'webhook',
    url: 'https://x.example',
  })
  const alerting = (alert: object, id = 'lead') => ({
    kind: 'pql',
    id,
    level: 'person',
    fit: { trait: { name: 'size', gte: 20 } },
    alert: { to: ['all'], ...alert },
  })
  const endpoints = [endpoint('all'), endpoint('north')]

  test('belongs to whom the first route gives: a trait, a territory, or in turn', () => {
    const route = [
      { trait: 'account_owner' },
      { when: { trait: { name: 'country', in: ['se', 'no'] } }, owner: 'Nora', to: ['north'] },
      { rotate: ['Kim', 'Sam'] },
    ]
    const owned = (traits: Record<string, string>) => {
      const world = createWorld(...endpoints, alerting({ route }))
      trait(world, { size: 50, ...traits })
      const [alert] = world.all('alert')
      expect(world.all('pql')[0]?.owner).toBe(alert?.body.owner)
      return [alert?.body.owner, alert?.to]
    }
    expect(owned({ account_owner: 'Kay', country: 'se' })).toEqual(['Kay', ['all']])
    expect(owned({ country: 'se' })).toEqual(['Nora', ['north']])
    expect(['Kim', 'Sam']).toContain(owned({ country: 'de' })[0])
  })

  test('in turn spreads the leads evenly and stays with its owner', () => {
    const world = createWorld(...endpoints, alerting({ route: [{ rotate: ['Kim', 'Sam'] }] }))
    for (let i = 0; i < 200; i++)
      world.send({ type: 'identify', userId: `u${i}`, traits: { size: 50 } })
    const kims = world.all('alert').filter(({ body }) => body.owner === 'Kim').length
    expect(kims).toBeGreaterThan(60)
    expect(kims).toBeLessThan(140)
  })

  test('is one of at most so many about one subject, whichever definition tells', () => {
    const most = { 'at-most': { max: 2, within: '30d' } }
    const world = createWorld(...endpoints, ...['a', 'b', 'c'].map((id) => alerting(most, id)))
    trait(world, { size: 50 })
    expect(world.all('alert').map(({ body }) => body.pql)).toEqual(['a', 'b'])
    expect(world.all('alert_withheld')).toMatchObject([{ pql: 'c', reason: 'frequency' }])
    world.pass(31 * day)
    trait(world, { size: 5 })
    trait(world, { size: 50 })
    expect(world.all('alert')).toHaveLength(4)
  })

  const quiet = { 'quiet-hours': { from: '18:00', until: '08:00' } }

  test('in quiet hours waits for their end, and is told to the minute', () => {
    const world = createWorld(...endpoints, alerting(quiet))
    world.pass(10 * hour)
    trait(world, { size: 50 })
    expect(turns(world)).toEqual([true])
    expect(world.all('alert')).toEqual([])
    world.pass(day)
    const [alert, ...more] = world.all('alert')
    expect(new Date(alert?.at ?? 0).toISOString()).toBe('2026-03-03T08:00:00.000Z')
    expect(more).toEqual([])
  })

  test('that waits is not told of who is no lead any more, or is worked on already', () => {
    const lost = createWorld(...endpoints, alerting(quiet))
    lost.pass(10 * hour)
    trait(lost, { size: 50 })
    trait(lost, { size: 5 })
    lost.pass(day)
    expect(lost.all('alert')).toEqual([])
    const claimed = createWorld(...endpoints, alerting(quiet))
    claimed.pass(10 * hour)
    trait(claimed, { size: 50 })
    claimed.sendRecord('test/u/ann', {
      v: 1,
      kind: 'command',
      env: 'test',
      received: claimed.now,
      by: 'sam',
      command: { do: 'claim', pql: 'lead' },
    })
    claimed.pass(day)
    expect(claimed.all('alert')).toEqual([])
    expect(claimed.person('ann').due).toBeUndefined()
  })
})
