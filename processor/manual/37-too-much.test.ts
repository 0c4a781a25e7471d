import type { ClaimHeader } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { createWorld, day, hour, minute, type World } from './support/world.ts'

/*
 * Too much. Eleven engagements mean Eve on one morning: seven guides, four e-mails. She has the product open in two tabs and on
 * her phone. She never gets more than the policy allows, and of everything that she does not get it is on the record why.
 */

const kinds = ['modal', 'modal', 'tooltip', 'banner', 'slideout', 'tooltip', 'modal'] as const

const guides = kinds.map((type, i) => ({
  kind: 'guide',
  id: `g${i}`,
  type,
  trigger: { url: `/page-${i}` },
  ...(type === 'tooltip' ? { target: { testid: `t${i}` } } : {}),
  steps: [{ content: [{ text: `Guide ${i}` }] }],
}))
const everybody = { did: { event: 'Signed Up' } }
const offers = guides.map(({ id }, i) => ({
  kind: 'engagement',
  id: `show-${id}`,
  audience: everybody,
  send: [{ guide: id }],
  priority: 90 - i,
  caps: 'none',
}))
const mails = ['welcome', 'tips', 'news', 'survey'].map((id, i) => [
  { kind: 'email', id, subject: id, content: [{ text: id }] },
  {
    kind: 'engagement',
    id: `mail-${id}`,
    audience: everybody,
    send: [{ email: id }],
    priority: 40 - i,
  },
])
const policy = {
  kind: 'policy',
  id: 'project',
  caps: [
    { max: 5, within: '1d' },
    { channel: 'email', max: 2, on: 'week' },
    { type: 'modal', max: 1, within: '1d' },
  ],
}
const definitions = [...guides, ...offers, ...mails.flat(), policy]

let claims = 0

/** A browser that is offered something asks before it paints, and paints what it is granted. */
const paints = (town: World, engagement: string): boolean => {
  claims++
  const decision = town.person('eve').eng[engagement]?.dec
  if (decision === undefined) return false
  const header: ClaimHeader = {
    v: 1,
    kind: 'claim',
    env: 'test',
    received: town.now,
    claim: `c${claims}`,
    decision,
    engagement,
    guide: engagement.replace('show-', ''),
  }
  town.sendRecord('test/u/eve', header)
  if (!town.all('granted').some(({ claim }) => claim === `c${claims}`)) return false
  const properties = { engagement, guide: header.guide, decision }
  town.send({ userId: 'eve', event: '$guide_rendered', properties })
  town.send({ userId: 'eve', event: '$guide_completed', properties })
  return true
}

/** Each of her devices opens every page, one after the other. */
const browses = (town: World): readonly string[] =>
  ['tab one', 'tab two', 'phone'].flatMap(() =>
    offers.flatMap(({ id }) => {
      town.pass(minute)
      return paints(town, id) ? [id] : []
    }),
  )

const morning = (): World => {
  const town = createWorld(...definitions)
  town.send({ type: 'identify', userId: 'eve', traits: { email: 'eve@x.example' } })
  town.send({ userId: 'eve', event: 'Signed Up' })
  return town
}

test('On the first day she gets five things: two e-mails, one modal, and what comes first of the rest', () => {
  const town = morning()
  expect(town.all('send').map(({ what }) => what)).toEqual(['welcome', 'tips'])
  const shown = browses(town)
  expect(shown).toEqual(['show-g0', 'show-g2', 'show-g3'])
})

test('Every one that she does not get says why: which limit, and how much of it is used up', () => {
  const town = morning()
  browses(town)
  const whys = new Map(
    town.happened.flatMap(({ transition: t }) =>
      t.t === 'suppressed' || t.t === 'withdrawn' ? [[t.engagement, t.why.at(-1)] as const] : [],
    ),
  )
  expect(whys.get('mail-news')).toMatchObject({
    gate: 'caps',
    wants: 'messages by email: at most 2 a week',
    found: '2 so far',
  })
  expect(whys.get('show-g1')).toMatchObject({
    gate: 'caps',
    wants: expect.stringContaining('modal'),
  })
  const got = new Set(['show-g0', 'show-g2', 'show-g3', 'mail-welcome', 'mail-tips'])
  const all = [...offers, ...mails.map(([, engagement]) => engagement)].map((one) => one?.id ?? '')
  for (const id of all) {
    if (got.has(id)) continue
    expect([id, whys.get(id)?.is]).toEqual([id, false])
  }
  for (const { engagement, shows, gates } of town.explain('eve')) {
    expect([engagement, shows]).toEqual([engagement, false])
    expect(gates.at(-1)?.found).not.toBe('')
  }
})

test('Day after day she gets no more than that, however often she comes, and what was too much is not made up for', () => {
  const town = morning()
  const deliveries: number[] = []
  for (let i = 0; i < 6; i++) {
    browses(town)
    town.pass(13 * hour)
  }
  for (const { at } of town.all('send')) deliveries.push(at)
  for (const { at, what } of town.all('message')) if (what === 'rendered') deliveries.push(at)
  expect(deliveries.length).toBeGreaterThan(8)
  for (const from of deliveries) {
    const within = deliveries.filter((at) => at >= from && at < from + day)
    expect(within.length).toBeLessThanOrEqual(5)
  }
  expect(town.all('send')).toHaveLength(2)
})
