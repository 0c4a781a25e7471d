import { expect, test } from 'vitest'
import { createWorld, minute, type World } from '../../../manual/support/world.ts'

const signed = (...accounts: string[]) => ({ source: 'signed', accounts }) as const
const server = { source: 'server' } as const
const lead = { kind: 'pql', id: 'lead', level: 'account', milestones: ['installed'] }
const installed = {
  kind: 'milestone',
  id: 'installed',
  level: 'account',
  order: 1,
  reached: { did: { event: 'Installed' } },
}

const identify = (userId: string, anonymousId?: string) => ({
  type: 'identify' as const,
  userId,
  ...(anonymousId === undefined ? {} : { anonymousId }),
})
const plan = (world: World, userId: string): unknown => world.person(userId).traits.plan?.[0]

test('a page’s word gives way to a signed one, and that to a server’s', () => {
  const world = createWorld()
  const say = (value: string, by: object) =>
    world.send({ ...identify('ann'), traits: { plan: value } }, by)
  say('browser', {})
  say('signed', signed())
  world.pass(minute)
  say('browser again', {})
  expect(plan(world, 'ann')).toBe('signed')
  say('server', server)
  world.pass(minute)
  say('signed again', signed())
  expect(plan(world, 'ann')).toBe('server')
})

test('a stranger cannot give a signed person a browser’s history on a page’s word', () => {
  const world = createWorld()
  world.send(identify('ann', 'own-browser'), signed())
  world.send(identify('ann', 'stranger'))
  world.send({ type: 'alias', userId: 'ann', previousId: 'another' })
  expect(world.person('ann').ids).toEqual(['own-browser'])
  world.send(identify('ann', 'second-browser'), signed())
  expect(world.person('ann').ids).toEqual(['own-browser', 'second-browser'])
})

test('who never proved anything is joined as before, and a server is believed', () => {
  const world = createWorld()
  world.send(identify('bob', 'bobs'))
  world.send(identify('ann', 'anns'), signed())
  world.send(identify('ann', 'from-the-server'), server)
  expect(world.person('bob').ids).toEqual(['bobs'])
  expect(world.person('ann').ids).toEqual(['anns', 'from-the-server'])
})

test('a signed identity speaks for its accounts: of others its word is a page’s', () => {
  const world = createWorld()
  const group = (groupId: string, seats: number, by: object) =>
    world.send({ type: 'group', userId: 'ann', groupId, traits: { seats } }, by)
  group('acme', 5, signed('acme'))
  group('globex', 5, signed('acme'))
  const from = (id: string) => world.account(id).traits.seats?.[2]
  expect([from('acme'), from('globex')]).toEqual(['p', 'b'])
})

test('the stored word says whether it spoke for the account, whatever the page says of that itself', () => {
  const world = createWorld()
  const group = (groupId: string, by: object) =>
    world.send(
      { type: 'group', userId: 'ann', groupId, context: { locale: 'en', $speaks: true } },
      by,
    )
  group('acme', signed('acme'))
  group('globex', signed('acme'))
  world.send({ type: 'track', userId: 'ann', event: 'A' }, signed('acme'))
  const contexts = world.steps.flatMap(({ facts }) => facts.map(({ context }) => context))
  expect(contexts).toEqual([{ locale: 'en', $speaks: true }, { locale: 'en', $speaks: false }, {}])
})

test('a stranger who is busier is not the champion where a member has proved to be one', () => {
  const world = createWorld(installed, lead)
  const does = (userId: string, event: string, by: object) =>
    world.send({ type: 'track', userId, event, context: { groupId: 'acme' } }, by)
  for (let i = 0; i < 9; i++) does('stranger', 'Looked', {})
  does('ann', 'Looked', signed('acme'))
  does('stranger', 'Installed', {})
  expect(world.all('pql')[0]).toMatchObject({ is: true, champion: { person: 'test/u/ann' } })
})
