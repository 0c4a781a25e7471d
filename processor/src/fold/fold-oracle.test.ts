import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Happening,
  type Past,
  readNaively,
  type Said,
} from '../../manual/support/naive-reader.ts'
import { createWorld, type Sent, type World } from '../../manual/support/world.ts'

const second = 1000
const spans = ['3s', '5s', '8s', '13s'] as const
const span = fc.constantFrom(...spans)

const did = fc.record(
  {
    event: fc.constantFrom('A', 'B', 'C'),
    where: fc.record({ x: fc.record({ gte: fc.integer({ min: 0, max: 3 }) }) }),
    count: fc.oneof(
      ...['gte', 'lte', 'eq'].map((op) => fc.record({ [op]: fc.integer({ min: 0, max: 3 }) })),
    ),
    within: span,
  },
  { requiredKeys: ['event'] },
)
const name = fc.constantFrom('A', 'B', 'C')
const several = fc.oneof(
  fc.record({
    event: name,
    count: fc.oneof(
      ...['gte', 'lte', 'eq'].map((op) => fc.record({ [op]: fc.integer({ min: 1, max: 3 }) })),
    ),
    distinct: fc.constant('x'),
    within: span,
  }),
  fc.record({ event: name, first: fc.constant(true), within: span }),
  fc.record({ event: name, since: fc.record({ event: name }) }),
)
const since = fc.oneof(
  fc.record({ event: name, gte: span }),
  fc.record({ event: name, lt: span }),
  fc.record({ event: name, gte: fc.constant('3s'), lt: fc.constantFrom('5s', '8s') }),
)
const sequence = fc.record(
  {
    steps: fc.tuple(name, name).map((names) => names.map((event) => ({ did: { event } }))),
    within: span,
    same: fc.constant('x'),
    'nothing-between': fc.constant(['C']),
  },
  { requiredKeys: ['steps', 'within'] },
)
const plan = fc.oneof(
  fc.record({ eq: fc.constantFrom('free', 'pro') }),
  fc.record({ neq: fc.constantFrom('free', 'pro') }),
  fc.record({ in: fc.constant(['pro', 'team']) }),
  fc.record({ exists: fc.boolean() }),
)
const trait = fc.oneof(
  plan.map((op) => ({ name: 'plan', ...op })),
  fc.tuple(plan, span).map(([op, held]) => ({ name: 'plan', ...op, for: held })),
  fc.record({ name: fc.constant('seats'), gte: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ name: fc.constant('seats'), gte: fc.integer({ min: 0, max: 3 }), for: span }),
  fc.record({ name: fc.constant('renews'), within: span }),
)
const spanned = { within: span, for: span }
const readable = (id: string) =>
  fc.record({ id: fc.constant(id), ...spanned }, { requiredKeys: ['id'] })
const life = fc.record(
  { is: fc.constantFrom('trial', 'customer', 'churned'), for: span },
  { requiredKeys: ['is'] },
)

/** Rules over the raw history, and beside it over what the definitions named in `reads` made of it. */
const ruleOf = (reads: readonly string[]) =>
  fc.letrec<{ rule: object }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      did.map((body) => ({ did: body })),
      several.map((body) => ({ did: body })),
      since.map((body) => ({ since: body })),
      sequence.map((body) => ({ sequence: body })),
      trait.map((body) => ({ trait: body })),
      ...(reads.includes('milestone') ? [readable('m').map((body) => ({ milestone: body }))] : []),
      ...(reads.includes('segment') ? [readable('s').map((body) => ({ segment: body }))] : []),
      ...(reads.includes('pql') ? [readable('p').map((body) => ({ pql: body }))] : []),
      ...(reads.includes('lifecycle') ? [life.map((body) => ({ lifecycle: body }))] : []),
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => ({ all: rules })),
      fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((rules) => ({ any: rules })),
      tie('rule').map((rule) => ({ not: rule })),
    ),
  })).rule

const base = ruleOf([])
const definitions = fc.record({
  reached: base,
  s: ruleOf(['milestone']),
  enters: ruleOf(['milestone', 'segment']),
  leaves: ruleOf(['milestone']),
  customer: ruleOf(['pql', 'segment']),
  churned: base,
  t: ruleOf(['milestone', 'segment', 'pql', 'lifecycle']),
})
type Definitions = typeof definitions extends fc.Arbitrary<infer T> ? T : never

const documents = (d: Definitions): readonly object[] => [
  { kind: 'milestone', id: 'm', level: 'person', order: 1, reached: d.reached },
  { kind: 'segment', id: 's', level: 'person', rule: d.s },
  { kind: 'pql', id: 'p', level: 'person', fit: d.enters, leave: d.leaves },
  {
    kind: 'lifecycle',
    id: 'l',
    level: 'person',
    states: {
      customer: { when: d.customer, from: ['visitor', 'trial', 'pql'] },
      churned: { when: d.churned, from: ['customer'] },
    },
  },
  { kind: 'segment', id: 't', level: 'person', rule: d.t },
]

/** What is done at one second: a record of events, then time passes; or the processor is down meanwhile. */
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      event: fc.constantFrom('A', 'B', 'C'),
      late: fc.integer({ min: 0, max: 9 }),
      x: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ plan: fc.constantFrom('free', 'pro', null) }) },
  { weight: 1, arbitrary: fc.record({ seats: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ renewsIn: fc.integer({ min: -6, max: 6 }) }) },
)
const moment = fc.record({
  actions: fc.array(action, { maxLength: 2 }),
  pause: fc.integer({ min: 1, max: 9 }),
  asleep: fc.boolean(),
})
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

const eventOf = (one: Action, now: number): Sent => {
  if ('event' in one) {
    const timestamp = new Date(now - one.late * second).toISOString()
    return { event: one.event, timestamp, properties: one.x === undefined ? {} : { x: one.x } }
  }
  const value =
    'renewsIn' in one ? { renews: new Date(now + one.renewsIn * second).toISOString() } : { ...one }
  return { type: 'identify', traits: value }
}

/** What became of which machine, and when. */
type Line = readonly [machine: string, ...what: unknown[]]

/** The same life, second by second, read off the raw history. */
const createReader = (d: Definitions, startsAt: number) => {
  const happenings: Happening[] = []
  const said: Said[] = []
  const reached = new Map<string, number>()
  const inSegment = new Map<string, number>()
  const leads = new Map<string, number>()
  let life = { state: 'visitor', since: startsAt }
  let first = startsAt
  const log: Line[] = []
  const past = (): Past => ({ happenings, said, first, reached, inSegment, leads, life })
  const holds = (rule: unknown, now: number): boolean => readNaively(rule, past(), now)
  const segment = (id: 's' | 't', now: number): void => {
    const is = holds(d[id], now)
    if (is === inSegment.has(id)) return
    if (is) inSegment.set(id, now)
    else inSegment.delete(id)
    log.push([`segment ${id}`, is, now])
  }
  const move = (to: string, from: readonly string[], now: number): void => {
    if (!from.includes(life.state)) return
    log.push(['lifecycle', life.state, to, now])
    life = { state: to, since: now }
  }
  const lead = (now: number): void => {
    const isLead = leads.has('p')
    const leaves = holds(d.leaves, now)
    if (!(isLead ? leaves : holds(d.enters, now) && !leaves)) return
    if (isLead) leads.delete('p')
    else leads.set('p', now)
    log.push(['pql', !isLead, now])
  }
  const look = (now: number, by?: number): void => {
    if (!reached.has('m') && holds(d.reached, now)) {
      reached.set('m', by ?? now)
      log.push(['milestone', by ?? now])
    }
    segment('s', now)
    lead(now)
    move('trial', ['visitor'], now)
    if (leads.has('p')) move('pql', ['visitor', 'trial'], now)
    if (holds(d.customer, now)) move('customer', ['visitor', 'trial', 'pql'], now)
    if (holds(d.churned, now)) move('churned', ['customer'], now)
    segment('t', now)
  }
  const take = (event: Sent, now: number): void => {
    const time = event.timestamp ? Date.parse(event.timestamp) : now
    first = Math.min(first, time)
    if (event.event) {
      const x = (event.properties as { x?: number } | undefined)?.x
      happenings.push({ name: event.event, time, ...(x === undefined ? {} : { x }) })
    }
    for (const [name, value] of Object.entries(event.traits ?? {})) said.push({ name, value, time })
    look(now, time)
  }
  return { take, look, log }
}

const logOf = (world: World): Line[] =>
  world.happened.flatMap(({ transition: t }): Line[] => {
    if (t.t === 'segment') return [[`segment ${t.id}`, t.is, t.at]]
    if (t.t === 'pql') return [['pql', t.is, t.at]]
    if (t.t === 'lifecycle') return [['lifecycle', t.from, t.to, t.at]]
    return t.t === 'milestone' ? [['milestone', t.at]] : []
  })

/** Machines that do not read each other may step in any order. */
const byMachine = (log: readonly Line[]) => Object.groupBy(log, ([machine]) => machine)

test('what a person is at every instant is what their raw history says', () => {
  fc.assert(
    fc.property(definitions, fc.array(moment, { minLength: 1, maxLength: 12 }), (d, moments) => {
      const world = createWorld(...documents(d))
      const reader = createReader(d, world.now)
      const send = (event: Sent): void => {
        world.send({ userId: 'ann', ...event })
        reader.take(event, world.now)
      }
      send({ event: 'Hello' })
      for (const { actions, pause, asleep } of moments) {
        for (const one of actions) send(eventOf(one, world.now))
        const at = world.now
        if (asleep) world.sleep(pause * second)
        else world.pass(pause * second)
        for (let s = 1; s <= pause; s++) reader.look(at + s * second)
      }
      world.pass(0)
      world.pass(20 * second)
      for (let s = 1; s <= 20; s++) reader.look(world.now - (20 - s) * second)
      expect(byMachine(logOf(world))).toEqual(byMachine(reader.log))
    }),
    { numRuns: 400 },
  )
})
