import { partitionOf } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { ask, decision, guide, ids, milestone } from '../testing/messages.ts'
import { keys, openIngest } from '../testing/open-ingest.ts'

test('answers with what was decided for the person, highest priority first', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.define(milestone('second', 2))
  await open.define(milestone('first', 1, 'account'))
  await open.decide('prod/u/ada', {
    part: {
      dec: [decision(), decision({ id: 'd2', priority: 20, variant: 'short' })],
      mile: ['second'],
      amile: [],
    },
  })
  const answer = await ask(open, { anonymousId: 'x1', userId: 'ada' })
  expect(answer.json).toMatchObject({
    for: { anonymousId: 'x1', userId: 'ada' },
    decisions: [
      { id: 'd2', variant: 'short' },
      {
        id: 'd1',
        guide: 'invite',
        version: 1,
        trigger: { url: '/team' },
        values: {},
        capped: false,
      },
    ],
    progress: [
      { milestone: 'first', name: 'Name of first', reached: false },
      { milestone: 'second', reached: true },
    ],
  })
  expect(answer.json.ticket).toBeTypeOf('string')
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('a read creates no subject and writes nothing', async () => {
  await using open = await openIngest()
  expect((await ask(open, { anonymousId: 'nobody' })).json.decisions).toEqual([])
  expect(await open.stored()).toEqual([])
})

test('an anonymous id that has become a user is answered only together with that user', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/a/x1', { part: { dec: [decision({ id: 'anon' })] } })
  expect(ids(await ask(open, { anonymousId: 'x1' }))).toEqual(['anon'])
  await open.decide('prod/a/x1', { n: 2, part: { as: 'prod/u/ada' } })
  await open.decide('prod/u/ada', { part: { dec: [decision({ id: 'of-ada' })] } })
  await open.decide('prod/u/bob', { part: { dec: [decision({ id: 'of-bob' })] } })
  expect(ids(await ask(open, { anonymousId: 'x1' }))).toEqual([])
  expect(ids(await ask(open, { anonymousId: 'x1', userId: 'bob' }))).toEqual([])
  expect(ids(await ask(open, { anonymousId: 'x1', userId: 'ada' }))).toEqual(['of-ada'])
})

test('a key of another environment never sees the same ids', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  const answer = await ask(open, { writeKey: keys.otherEnv, anonymousId: 'x1', userId: 'ada' })
  expect(answer.json.decisions).toEqual([])
})

test('an owner that lost its partition is not believed, and old versions never win', async () => {
  await using open = await openIngest()
  await open.define(guide)
  const subject = 'prod/u/ada'
  const seen = async () => ids(await ask(open, { anonymousId: 'x1', userId: 'ada' }))
  await open.decide(subject, { n: 5, part: { dec: [decision({ id: 'five' })] } })
  await open.decide(subject, { n: 4, part: { dec: [decision({ id: 'four' })] } })
  expect(await seen()).toEqual(['five'])
  const partition = partitionOf(subject, open.log.partitions)
  const value = Buffer.from('{"v":1,"mark":"new owner"}')
  const [mark] = await open.log.append([{ topic: 'state', key: '~mark', value, partition }])
  await open.decide(subject, { n: 6, e: 0, part: { dec: [decision({ id: 'zombie' })] } })
  expect(await seen()).toEqual(['five'])
  await open.decide(subject, { n: 6, e: mark?.offset ?? 0, part: { dec: [] } })
  expect(await seen()).toEqual([])
})

test('a person who was erased has no messages', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  await open.log.append([{ topic: 'state', key: 'prod/u/ada', value: null }])
  await expect
    .poll(async () => ids(await ask(open, { anonymousId: 'x1', userId: 'ada' })))
    .toEqual([])
})

test('the content of a guide is an immutable file; its earlier versions stay', async () => {
  await using open = await openIngest()
  await open.define(guide, 1)
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  const first = (await ask(open, { anonymousId: 'x1', userId: 'ada' })).json.decisions[0]
  await open.define({ ...guide, steps: [{ content: [{ text: 'Newer words' }] }] }, 2)
  const path = first.content as string
  expect(path).toMatch(/^\/sdk\/content\/[\w-]{43}\.json$/)
  const file = await open.get(path)
  expect(file.json).toMatchObject({ v: 1, guide: 'invite', version: 1, type: 'tooltip' })
  expect(file.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
  const still = (await ask(open, { anonymousId: 'x1', userId: 'ada' })).json.decisions[0]
  expect(still).toMatchObject({ version: 1, content: path })
  expect((await open.get(`/sdk/content/${'a'.repeat(43)}.json`)).status).toBe(404)
})

test('a guide that was deleted is not served', async () => {
  await using open = await openIngest()
  await open.define(guide)
  await open.decide('prod/u/ada', { part: { dec: [decision()] } })
  await open.log.append([
    { topic: 'definitions', key: 'definition/prod/guide/invite', value: null },
  ])
  await expect
    .poll(async () => ids(await ask(open, { anonymousId: 'x1', userId: 'ada' })))
    .toEqual([])
})

test.each([
  [{}, 'missing_id', 'anonymousId'],
  [{ anonymousId: 'null' }, 'invalid_id', 'anonymousId'],
  [{ anonymousId: 'x1', userId: '[object Object]' }, 'invalid_id', 'userId'],
])('asking as %j is refused', async (who, code, at) => {
  await using open = await openIngest()
  expect(await ask(open, who)).toMatchObject({ status: 400, json: { error: { code, at } } })
})

test('a visitor who does not allow guides gets none', async () => {
  await using open = await openIngest()
  const context = { consent: { analytics: true, guides: false } }
  expect(await ask(open, { anonymousId: 'x1', context })).toMatchObject({
    status: 403,
    json: { error: { code: 'consent_denied', at: 'context.consent' } },
  })
})
