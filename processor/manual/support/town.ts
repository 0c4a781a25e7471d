import fc from 'fast-check'
import { townDefinitions } from './town-definitions.ts'
import { createWorld, type Sent, type World } from './world.ts'

const second = 1000

const user = fc.constantFrom('ann', 'bob', 'cho')
const browser = fc.constantFrom('b1', 'b2', 'b3')
const account = fc.constantFrom('acme', 'globex')

const event = fc
  .record({
    name: fc.constantFrom('A', 'B', 'C', '$guide_rendered', '$guide_dismissed', '$guide_snoozed'),
    userId: fc.option(user, { nil: undefined }),
    anonymousId: browser,
    group: fc.option(account, { nil: undefined, freq: 3 }),
    late: fc.integer({ min: 0, max: 40 }),
  })
  .map((e) => ({ do: 'event' as const, ...e }))
const identify = fc
  .record({ userId: user, anonymousId: browser })
  .map((e) => ({ do: 'identify' as const, ...e }))
const group = fc
  .record({ userId: user, account, seats: fc.integer({ min: 1, max: 5 }) })
  .map((e) => ({ do: 'group' as const, ...e }))
const imported = fc
  .record({ name: fc.constantFrom('A', 'B'), userId: user, old: fc.integer({ min: 1, max: 90 }) })
  .map((e) => ({ do: 'import' as const, ...e }))
const carry = fc.nat(5).map((choice) => ({ do: 'carry' as const, choice }))
const wait = fc
  .record({ seconds: fc.integer({ min: 1, max: 25 }), awake: fc.boolean() })
  .map((e) => ({ do: 'wait' as const, ...e }))
const again = fc.nat(50).map((step) => ({ do: 'again' as const, step }))

/** What happens in a town: people, browsers and accounts, late events, debts on their way, downtime, records seen twice. */
export const townLife = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: event },
    { weight: 2, arbitrary: identify },
    { weight: 2, arbitrary: group },
    { weight: 6, arbitrary: carry },
    { weight: 3, arbitrary: wait },
    { weight: 2, arbitrary: again },
    { weight: 1, arbitrary: imported },
  ),
  { minLength: 3, maxLength: 45 },
)
export type TownLife = typeof townLife extends fc.Arbitrary<infer T> ? T : never
type Deed = TownLife[number]

/** Messages that pages report on. */
const told = ['nudge', 'word.said.1', 'word.shown', 'reminder.1']

const eventOf = (e: Extract<Deed, { do: 'event' }>, now: number): Sent => ({
  event: e.name,
  anonymousId: e.anonymousId,
  timestamp: new Date(now - e.late * second).toISOString(),
  properties: {
    engagement: told[e.late % told.length] ?? 'nudge',
    guide: 'tip',
    v: e.late % 3,
    cart: e.late < 30 ? 'a' : 'b',
    for: '9s',
  },
  ...(e.userId ? { userId: e.userId } : {}),
  ...(e.group ? { context: { groupId: e.group } } : {}),
})

const doOne = (world: World, deed: Deed): void => {
  if (deed.do === 'event') world.send(eventOf(deed, world.now))
  else if (deed.do === 'identify') world.send({ ...deed, type: 'identify' } as Sent)
  else if (deed.do === 'import') {
    const timestamp = new Date(world.now - deed.old * second).toISOString()
    const old = { kind: 'import', source: 'import' } as const
    world.send({ event: deed.name, userId: deed.userId, timestamp }, old)
  } else if (deed.do === 'group') {
    const { userId, account: groupId, seats } = deed
    world.send({ type: 'group', userId, groupId, traits: { seats } })
  } else if (deed.do === 'carry') world.carry(deed.choice)
  else if (deed.do === 'wait') world[deed.awake ? 'pass' : 'sleep'](deed.seconds * second)
  else {
    const step = world.steps[deed.step % Math.max(1, world.steps.length)]
    if (step && step.input.kind !== 'clock') world.put(step.subject, step.input)
  }
}

/** Lives it: debts wait until somebody carries them, and all are carried in the end. */
export const live = (life: TownLife): World => {
  const world = createWorld(...townDefinitions)
  world.hold()
  for (const deed of life) doOne(world, deed)
  world.carryAll()
  return world
}
