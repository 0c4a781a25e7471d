import type { JsonObject } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, type World } from '../../../manual/support/world.ts'
import { servingPartOf } from '../engagements/serving-part.ts'

const post = (id: string) => ({ id, date: '2026-01-02', content: [{ text: id }] })
const guide = (id: string, more: object) => ({ kind: 'guide', id, ...more })
const send = (id: string) => ({
  kind: 'engagement',
  id: `send-${id}`,
  audience: { did: { event: 'Login' } },
  send: [{ guide: id }],
  caps: 'none',
})
const definitions = [
  guide('news', {
    type: 'feed',
    launcher: { label: 'News' },
    steps: [post('one'), post('two'), post('constructor')],
  }),
  send('news'),
  guide('nps', {
    type: 'survey',
    steps: [{ content: [{ question: { id: 'one', ask: 'Good?', type: 'nps' } }] }],
  }),
  send('nps'),
]

const answered = (of: string, answers: JsonObject) => ({
  event: '$guide_answered',
  properties: { engagement: `send-${of}`, guide: of, answers },
})

const reads = (world: World, user: string) => {
  const program = world.steps.at(-1)?.program
  if (!program) throw new Error('nothing was folded')
  return Object.fromEntries(
    servingPartOf(world.person(user), program).dec.map(({ guide: id, read }) => [id, read]),
  )
}

test('which posts of a feed somebody has read is served with it, and nothing is with other guides', () => {
  const world = createWorld(...definitions)
  world.send({ event: 'Login', userId: 'ann' })
  expect(reads(world, 'ann')).toEqual({ news: [], nps: undefined })
  world.send({ ...answered('news', { two: 'read', gone: 'read' }), userId: 'ann' })
  world.send({ ...answered('nps', { one: 9 }), userId: 'ann' })
  expect(reads(world, 'ann')).toEqual({ news: ['two'], nps: undefined })
  world.send({ ...answered('news', { one: '🎉' }), userId: 'ann' })
  expect(reads(world, 'ann')).toEqual({ news: ['one', 'two'], nps: undefined })
})

test('what was read before signing in stays read', () => {
  const world = createWorld(...definitions)
  world.send({ event: 'Login', anonymousId: 'a1' })
  world.send({ ...answered('news', { one: 'read' }), anonymousId: 'a1' })
  world.send({ type: 'identify', userId: 'ann', anonymousId: 'a1' })
  world.send({ event: 'Login', userId: 'ann', anonymousId: 'a1' })
  expect(reads(world, 'ann')).toEqual({ news: ['one'], nps: undefined })
})
