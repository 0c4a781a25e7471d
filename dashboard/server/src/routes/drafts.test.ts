import { createSealer } from '@waymark/runtime'
import type { ApplyResult, DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftItem, DraftList, PublishedDraft } from '@waymark/schemas/api/drafts'
import { authoringSealName } from '@waymark/schemas/wire/authoring'
import { readRanges } from '@waymark/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard
beforeAll(async () => {
  d = await openDashboard()
})
afterAll(() => d[Symbol.asyncDispose]())

type Failure = { readonly error: { readonly code: string; readonly message: string } }

const guideOf = (heading: string) => ({ type: 'modal', steps: [{ content: [{ heading }] }] })

const save = <Body = DraftItem>(
  id: string,
  sent: { readonly version: number; readonly base?: number; readonly document: object },
) => d.send<Body>('POST', `/api/drafts/guide/${id}`, { body: sent })
const publish = <Body = { change: { version: number } }>(id: string, version: number) =>
  d.send<Body>('POST', `/api/drafts/guide/${id}/publish`, { body: { version } })
const apply = (documents: readonly object[]) =>
  d.send<ApplyResult>('POST', '/api/definitions/apply', { body: { documents } })
const published = async () =>
  (await d.send<DefinitionList>('GET', '/api/definitions')).body.definitions.map(
    ({ kind, id, version }) => `${kind}/${id} ${version}`,
  )
const drafts = async () =>
  (await d.send<DraftList>('GET', '/api/drafts')).body.drafts.map(({ id }) => id)

/** Every topic that what serves visitors reads. */
const servedText = async (): Promise<string> => {
  let text = ''
  for (const topic of ['definitions', 'state', 'assets'] as const) {
    const ends = await d.log.ends(topic)
    const stretches = ends.map((to, partition) => ({ partition, from: 0, to }))
    await readRanges(d.log, { topic, stretches }, ({ value }) => {
      text += Buffer.from(value ?? []).toString()
    })
  }
  return text
}

it('a draft is kept, changed and published; until then it is in nothing that visitors are served from', async () => {
  const first = await save('hello', { version: 0, document: guideOf('Only a draft') })
  expect(first.body).toMatchObject({
    kind: 'guide',
    id: 'hello',
    version: 1,
    base: 0,
    problems: [],
  })
  expect(await published()).toEqual([])
  expect(await servedText()).not.toContain('Only a draft')
  const second = await save('hello', { version: 1, document: guideOf('Ready') })
  expect(second.body).toMatchObject({ version: 2, document: { kind: 'guide', id: 'hello' } })
  expect((await publish('hello', 2)).body.change.version).toBe(1)
  expect(await published()).toEqual(['guide/hello 1'])
  expect(await drafts()).toEqual([])
  expect(await servedText()).toContain('Ready')
})

it('whoever has not seen the newest draft writes over nothing', async () => {
  await save('two-authors', { version: 0, document: guideOf('Ann') })
  await save('two-authors', { version: 1, document: guideOf('Ann again') })
  const stale = await save<Failure & { draft: DraftItem }>('two-authors', {
    version: 1,
    document: guideOf('Bob'),
  })
  expect([stale.status, stale.body.error.code]).toEqual([409, 'stale_version'])
  expect(stale.body.draft.document).toMatchObject(guideOf('Ann again'))
  expect((await publish<Failure>('two-authors', 1)).status).toBe(409)
  expect(await published()).not.toContain('guide/two-authors 1')
  const both = await Promise.all(
    ['Ann', 'Bob'].map((who) => save('two-authors', { version: 2, document: guideOf(who) })),
  )
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

it('a draft of a version that was replaced since is not published over it', async () => {
  await apply([{ kind: 'guide', id: 'changed', ...guideOf('By file') }])
  await save('changed', { version: 0, base: 1, document: guideOf('In the page') })
  await apply([{ kind: 'guide', id: 'changed', ...guideOf('By file, again') }])
  const refused = await publish<Failure>('changed', 1)
  expect([refused.status, refused.body.error.code]).toEqual([409, 'stale_version'])
  expect(refused.body.error.message).toMatch(/Version 2 was published since .* from version 1/)
})

it('what cannot be shown is kept as a draft, with what is wrong, and not published', async () => {
  const half = { type: 'tooltip', steps: [{ content: [{ heading: 'Where?' }] }] }
  const { body } = await save('half', { version: 0, document: half })
  expect(body.problems.map(({ message }) => message)).toEqual([
    'a target, here or for the whole guide: a tooltip points at an element',
  ])
  const refused = await publish<Failure>('half', 1)
  expect([refused.status, refused.body.error.code]).toEqual([422, 'definition_invalid'])
  expect(await drafts()).toContain('half')
})

it('a tour whose first step ends it was published without a word of the steps behind it', async () => {
  const done = { button: { label: 'Got it', action: { complete: true } } }
  const steps = [{ content: [{ heading: 'One' }, done] }, { content: [{ heading: 'Two' }] }]
  const kept = await save('short', { version: 0, document: { type: 'tour', steps } })
  expect(kept.body).toMatchObject({
    problems: [],
    warnings: [
      {
        at: 'steps[1]',
        message: 'nobody comes to this step: a button of one before it ends the guide',
      },
    ],
  })
  await d.send('DELETE', '/api/drafts/guide/short')
})

it('a draft that opens a guide that is not in force is told so until it is; of itself it is not', async () => {
  const launcher = {
    ...{ type: 'launcher', steps: [], launcher: { label: 'Help', start: 'help-centre' } },
  }
  const kept = await save('button', { version: 0, document: launcher })
  expect(kept.body).toMatchObject({
    problems: [],
    warnings: [{ at: 'launcher.start', message: 'there is no guide "help-centre"' }],
  })
  await apply([{ kind: 'guide', id: 'help-centre', ...guideOf('Help') }])
  const read = async () =>
    (await d.send<DraftList>('GET', '/api/drafts')).body.drafts.find(({ id }) => id === 'button')
  expect(await read()).not.toHaveProperty('warnings')
  const own = { ...launcher, launcher: { label: 'Help', start: 'button' } }
  expect((await save('button', { version: 1, document: own })).body).not.toHaveProperty('warnings')
  await d.send('DELETE', '/api/drafts/guide/button')
  await d.send('DELETE', '/api/definitions/guide/help-centre')
})

it('a wrong audience rule left a guide half published: in force, its draft gone, shown to nobody', async () => {
  await save('welcome', { version: 0, document: guideOf('Welcome') })
  const withAudience = <Body>(audience: unknown) =>
    d.send<Body>('POST', '/api/drafts/guide/welcome/publish', {
      body: {
        version: 1,
        engagement: { id: 'show-welcome', audience, send: [{ guide: 'welcome' }] },
      },
    })
  for (const wrong of [{ did: { evnt: 'Signed Up' } }, { segment: 'nobody-wrote-it' }, null]) {
    const refused = await withAudience<Failure>(wrong)
    expect([refused.status, refused.body.error.code]).toEqual([422, 'definition_invalid'])
    expect(refused.body.error.message).toMatch(/^Not published: engagement\.audience/)
  }
  expect(await published()).not.toContain('guide/welcome 1')
  expect(await drafts()).toContain('welcome')
  const { body } = await withAudience<PublishedDraft>({ did: { event: 'Signed Up' } })
  expect(body.change).toMatchObject({ kind: 'guide', id: 'welcome', version: 1 })
  expect(await published()).toEqual(
    expect.arrayContaining(['engagement/show-welcome 1', 'guide/welcome 1']),
  )
  expect(await drafts()).not.toContain('welcome')
})

it('a published guide is taken back into a draft, once no engagement shows it', async () => {
  await apply([
    { kind: 'guide', id: 'shown', ...guideOf('Shown') },
    {
      kind: 'engagement',
      id: 'show',
      audience: { did: { event: 'A' } },
      send: [{ guide: 'shown' }],
    },
  ])
  const unpublish = <Body>() =>
    d.send<Body>('POST', '/api/drafts/guide/shown/unpublish', { body: {} })
  const refused = await unpublish<Failure>()
  expect([refused.status, refused.body.error.message]).toEqual([
    422,
    'engagement/show still names it. Take it out there first.',
  ])
  expect(await drafts()).not.toContain('shown')
  await d.send('DELETE', '/api/definitions/engagement/show')
  expect((await unpublish<DraftItem>()).body).toMatchObject({ base: 2, document: guideOf('Shown') })
  expect(await published()).not.toContain('guide/shown 1')
  expect((await publish('shown', 1)).body.change.version).toBe(3)
})

const showing = (id: string, ...guides: readonly string[]) => ({
  ...{ kind: 'engagement', id, audience: { did: { event: 'A' } } },
  send: guides.map((guide) => ({ guide })),
})

it('unpublishing deleted the engagement first: where the guide was then refused, it stood in force and was shown to nobody', async () => {
  const unpublish = <Body>(id: string, engagement: string) =>
    d.send<Body>('POST', `/api/drafts/guide/${id}/unpublish`, { body: { engagement } })
  await apply([
    ...['both', 'other'].map((id) => ({ kind: 'guide', id, ...guideOf(id) })),
    showing('show-both', 'both'),
    showing('also', 'both', 'other'),
  ])
  const refused = await unpublish<Failure>('both', 'show-both')
  expect([refused.status, refused.body.error.message]).toEqual([
    422,
    'engagement/also still names it. Take it out there first.',
  ])
  const shared = await unpublish<Failure>('both', 'also')
  expect(shared.body.error.message).toMatch(/^engagement\/also sends more than this guide/)
  expect((await unpublish<Failure>('both', 'nothing')).status).toBe(404)
  expect(await drafts()).not.toContain('both')
  expect(await published()).toEqual(
    expect.arrayContaining(['engagement/also 1', 'engagement/show-both 1', 'guide/both 1']),
  )
  await d.send('DELETE', '/api/definitions/engagement/also')
  expect((await unpublish<DraftItem>('both', 'show-both')).body).toMatchObject({ base: 2 })
  const left = (await published()).map((name) => name.replace(/ .*/, ''))
  expect(left).not.toContain('guide/both')
  expect(left).not.toContain('engagement/show-both')
})

it('publishing a guide wrote over an engagement that an author had written for something else', async () => {
  await apply([{ kind: 'guide', id: 'else', ...guideOf('Else') }, showing('show-late', 'else')])
  await save('late', { version: 0, document: guideOf('Late') })
  const publishWith = <Body>(id: string) =>
    d.send<Body>('POST', '/api/drafts/guide/late/publish', {
      body: { version: 1, engagement: showing(id, 'late') },
    })
  const refused = await publishWith<Failure>('show-late')
  expect([refused.status, refused.body.error.code]).toEqual([409, 'stale_version'])
  expect(refused.body.error.message).toMatch(/engagement\/show-late is in force already/)
  expect(await published()).toContain('engagement/show-late 1')
  expect(await published()).not.toContain('guide/late 1')
  await d.send('DELETE', '/api/definitions/engagement/show-late')
  expect((await publishWith('show-late')).status).toBe(200)
  expect(await published()).toEqual(
    expect.arrayContaining(['engagement/show-late 3', 'guide/late 1']),
  )
})

it('a guide named like a deleted one could not be published: its draft began from nothing', async () => {
  await apply([{ kind: 'guide', id: 'again', ...guideOf('First') }])
  await d.send('DELETE', '/api/definitions/guide/again')
  const { usedBefore } = (await d.send<DraftList>('GET', '/api/drafts')).body
  expect(usedBefore).toContain('again')
  await save('again', { version: 0, document: guideOf('Second') })
  expect((await publish('again', 1)).body.change.version).toBe(3)
  const there = await save('again', { version: 0, document: guideOf('Unseen') })
  const refused = await publish<Failure>('again', there.body.version)
  expect(refused.body.error.message).toMatch(
    /^Version 3 was published since this draft was begun\./,
  )
})

it('a draft is thrown away, and what is published stays', async () => {
  await save('gone', { version: 0, document: guideOf('Gone') })
  expect((await d.send('DELETE', '/api/drafts/guide/gone')).status).toBe(204)
  expect(await drafts()).not.toContain('gone')
  expect((await d.send('DELETE', '/api/drafts/guide/gone')).status).toBe(404)
  const endless = { type: 'modal', steps: [], name: 'x'.repeat(300_000) }
  expect((await save<Failure>('gone', { version: 0, document: endless })).status).toBe(413)
})

it('tickets are made for origins of the environment alone, and name dashboard and page', async () => {
  const ask = <Body>(origin: string) =>
    d.send<Body>('POST', '/api/authoring/ticket', { body: { origin } })
  const { body } = await ask<{ ticket: string }>('https://app.example.com')
  const sealer = createSealer('a secret of at least thirty-two letters')
  const text = sealer.open(authoringSealName('production'), body.ticket) ?? ''
  expect(JSON.parse(text)).toMatchObject({ page: 'https://app.example.com', dashboard: d.url })
  const { keys } = (await d.send<{ keys: { id: string; type: string }[] }>('GET', '/api/keys')).body
  const id = keys.find(({ type }) => type === 'write')?.id
  const origins = ['https://*.example.com']
  expect((await d.send('POST', `/api/keys/${id}/origins`, { body: { origins } })).status).toBe(200)
  expect((await ask('https://app.example.com')).status).toBe(200)
  const refused = await ask<Failure>('https://app.example.com.evil.test')
  expect([refused.status, refused.body.error.code]).toEqual([403, 'origin_not_allowed'])
  for (const odd of ['https://app.example.com/path', 'null', 'javascript:1', 'ftp://a.example']) {
    expect((await ask(odd)).status).toBe(400)
  }
})
