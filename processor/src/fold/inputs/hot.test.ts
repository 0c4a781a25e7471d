import { type EventsHeader, type FactRow, limits, subjectKey } from '@waymark/schemas'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsIn, createWorld, day, type World, written } from '../../../manual/support/world.ts'
import type { Program } from '../../program/program.ts'
import { fold } from '../fold.ts'
import type { SubjectState } from '../state.ts'
import type { FoldInput } from './input.ts'

const most = limits.personRecordsPerSecond
const second = 1000

const clicks = (n: number, level = 'person') => ({
  kind: 'segment',
  id: `${n}-clicks`,
  level,
  rule: { did: { event: 'Clicked', count: { gte: n } } },
})

const times = (n: number, act: (i: number) => void): void => {
  for (let i = 0; i < n; i++) act(i)
}

const rowsOf = (world: World): readonly FactRow[] => world.steps.flatMap(({ facts }) => facts)
const counting = (world: World): number => rowsOf(world).filter(({ counts }) => counts).length

const ann = { userId: 'ann', event: 'Clicked' }

test('of what comes faster than a hundred records a second the rest is stored, and no rule sees it', () => {
  const world = createWorld(clicks(most), clicks(most + 1))
  times(most + 50, () => world.send(ann))
  expect(rowsOf(world).map(({ counts }) => counts)).toEqual([
    ...Array(most).fill(true),
    ...Array(50).fill(false),
  ])
  expect(Object.keys(world.person('ann').seg)).toEqual([`${most}-clicks`])
  expect(countsIn(world.person('ann').leaves).map(({ n }) => n)).toEqual([most])
})

test('a second later it counts again', () => {
  const world = createWorld(clicks(most + 1))
  times(most + 50, () => world.send(ann))
  world.pass(second)
  world.send(ann)
  expect(counting(world)).toBe(most + 1)
  expect(Object.keys(world.person('ann').seg)).toEqual([`${most + 1}-clicks`])
})

test('who is always below the rate loses nothing', () => {
  const world = createWorld(clicks(3 * most))
  times(3 * most, (i) => {
    if (i % most === 0) world.pass(second)
    world.send(ann)
  })
  expect(counting(world)).toBe(3 * most)
  expect(world.person('ann').seg).toHaveProperty(`${3 * most}-clicks`)
})

test('a request is one record, however many events it has', () => {
  const world = createWorld(clicks(limits.eventsPerRequest))
  world.sendAll(Array(limits.eventsPerRequest).fill(ann))
  expect(counting(world)).toBe(limits.eventsPerRequest)
})

test('what is told again within a second counts, all of it, also on its way from a visitor', () => {
  const world = createWorld(clicks(2 * most + 20))
  const again = { anyPace: true } as const
  world.send({ ...ann, anonymousId: 'b1' })
  times(most + 10, () => world.send(ann, again))
  times(most + 10, () => world.send({ anonymousId: 'b1', event: 'Clicked' }, again))
  expect(counting(world)).toBe(2 * most + 21)
  expect(world.person('ann').seg).toHaveProperty(`${2 * most + 20}-clicks`)
})

test('imported history counts whatever its pace, and makes nothing live too much', () => {
  const world = createWorld(clicks(3 * most + 1))
  times(3 * most, () => world.send(ann, { kind: 'import', source: 'import' }))
  world.send(ann)
  expect(counting(world)).toBe(3 * most + 1)
  expect(world.person('ann').seg).toHaveProperty(`${3 * most + 1}-clicks`)
})

test('what a human does about a hot person is done', () => {
  const world = createWorld()
  times(2 * most, () => world.send(ann))
  world.sendRecord(subjectKey('test', 'user', 'ann'), {
    v: 1,
    kind: 'command',
    env: 'test',
    received: world.now,
    by: 'sue',
    command: { do: 'suppress', address: 'ann@example.com', why: 'bounced' },
  })
  expect(world.person('ann').mail).toHaveProperty(['ann@example.com'])
})

test('a hot person has neighbours who are not', () => {
  const world = createWorld(clicks(1))
  times(2 * most, () => world.send(ann))
  world.send({ ...ann, userId: 'bob' })
  expect(world.person('bob').seg).toHaveProperty('1-clicks')
})

test('what is too much of a visitor who is somebody by now is not passed on, and lies under the visitor', () => {
  const world = createWorld()
  world.send({ ...ann, anonymousId: 'a1' })
  world.pass(second)
  times(most + 7, () => world.send({ anonymousId: 'a1', event: 'Clicked' }))
  const left = rowsOf(world).filter(({ counts }) => !counts)
  expect(left.map(({ person }) => person)).toEqual(Array(7).fill('test/a/a1'))
  expect(counting(world)).toBe(most + 1)
})

test('a router that carries the events of many seconds at once makes nobody hot', () => {
  const world = createWorld(clicks(3 * most))
  world.send({ userId: 'ann', event: 'Signed In', anonymousId: 'a1' })
  world.hold()
  times(3 * most, () => {
    world.pass(second)
    world.send({ anonymousId: 'a1', event: 'Clicked' })
  })
  world.carryAll()
  expect(counting(world)).toBe(3 * most + 1)
  expect(world.person('ann').seg).toHaveProperty(`${3 * most}-clicks`)
})

test('a claim that comes too fast is not answered', () => {
  const world = createWorld()
  const answersTo = (claim: string) => {
    const before = world.steps.length
    world.sendRecord(subjectKey('test', 'user', 'ann'), {
      v: 1,
      kind: 'claim',
      env: 'test',
      received: world.now,
      claim,
      decision: 'd1',
      engagement: 'e1',
      guide: 'g1',
    })
    return world.steps.slice(before).flatMap(({ transitions }) => transitions)
  }
  world.send(ann)
  expect(answersTo('c1')).toMatchObject([{ t: 'not_granted', claim: 'c1' }])
  times(most, () => world.send(ann))
  expect(answersTo('c2')).toEqual([])
})

const perAccount = limits.accountRecordsPerSecond

test('an account that is told too much in a second loses nothing of it: its rules are looked at when the second is over', () => {
  const told = perAccount + 500
  const world = createWorld(clicks(told, 'account'), clicks(perAccount, 'account'))
  const context = { groupId: 'acme' }
  times(told / 50, (i) =>
    times(50, () => world.send({ userId: `user-${i}`, event: 'Clicked', context })),
  )
  const account = world.account('acme')
  expect(Object.keys(account.seg)).toEqual([`${perAccount}-clicks`])
  expect(account.due).toBe(world.now + second)
  world.pass(second)
  expect(world.account('acme').seg).toEqual({
    [`${perAccount}-clicks`]: world.now - second,
    [`${told}-clicks`]: world.now,
  })
  expect(world.account('acme').due).toBeUndefined()
})

const live: EventsHeader = {
  v: 1,
  kind: 'live',
  env: 'test',
  source: 'browser',
  received: 0,
  skew: 0,
}

/** Records of one person, so many in each of some seconds. */
const inputsOf = (bursts: readonly number[]): readonly FoldInput[] =>
  bursts
    .flatMap((n, at) => Array.from({ length: n }, (_, i) => day + at * 500 + (i % 400)))
    .toSorted((a, b) => a - b)
    .map((at, offset) => {
      const event = {
        type: 'track',
        event: 'Clicked',
        userId: 'ann',
        messageId: `m${offset}`,
      } as const
      const record = { header: { ...live, received: at }, events: [event] }
      return { kind: 'events', record, at, partition: 0, offset }
    })

test('who takes over in the middle of a second cuts at the same record', () => {
  const world = createWorld(clicks(most))
  world.send(ann)
  const program = world.steps[0]?.program as Program
  const bursts = fc.array(fc.integer({ min: 0, max: 130 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(bursts, fc.array(fc.nat(500), { maxLength: 5 }), (sizes, ends) => {
      const inputs = inputsOf(sizes)
      const run = (cuts: readonly number[]) => {
        let state: SubjectState | undefined
        const facts: FactRow[] = []
        const edges = [0, ...cuts.toSorted((a, b) => a - b), inputs.length]
        for (const [i, from] of edges.slice(0, -1).entries()) {
          const folded = fold('test/u/ann', state, {
            inputs: inputs.slice(from, edges[i + 1]),
            program,
          })
          // What the next owner reads is what was written.
          if (folded.changed) state = { ...written(folded.state), n: 0 }
          facts.push(...folded.facts)
        }
        return { state, facts }
      }
      expect(run(ends.map((end) => Math.min(end, inputs.length)))).toEqual(run([]))
    }),
    { numRuns: 60 },
  )
})
