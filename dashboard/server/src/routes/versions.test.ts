import type {
  ApplyResult,
  DefinitionItem,
  DefinitionList,
  DeletedList,
  RolledBack,
  VersionDetail,
  VersionList,
} from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard
beforeAll(async () => {
  d = await openDashboard()
})
afterAll(() => d[Symbol.asyncDispose]())

interface Failure {
  readonly error: { readonly code: string; readonly message: string; readonly at?: string }
}

const apply = async (...documents: readonly object[]): Promise<void> => {
  const { body, status } = await d.send<ApplyResult & Failure>('POST', '/api/definitions/apply', {
    body: { documents },
  })
  expect([status, body.error?.message]).toEqual([200, undefined])
}
const remove = async (name: string): Promise<void> => {
  expect((await d.send('DELETE', `/api/definitions/${name}`)).status).toBe(204)
}
const versions = async (name: string): Promise<VersionList> =>
  (await d.send<VersionList>('GET', `/api/definitions/${name}/versions`)).body
const version = <Body = VersionDetail>(name: string, n: number, token?: string) =>
  d.send<Body>(
    'GET',
    `/api/definitions/${name}/versions/${n}`,
    token === undefined ? {} : { token },
  )
const rollBack = <Body = RolledBack>(name: string, to: number, baseVersion: number) =>
  d.send<Body>('POST', `/api/definitions/${name}/rollback`, { body: { to, baseVersion } })
const inForce = async (id: string): Promise<DefinitionItem | undefined> => {
  const { body } = await d.send<DefinitionList>('GET', '/api/definitions')
  return body.definitions.find((item) => item.id === id)
}

const segment = (id: string, event: string, more: object = {}) => ({
  kind: 'segment',
  id,
  level: 'person',
  rule: { did: { event } },
  ...more,
})
const guide = (id: string, heading: string) => ({
  kind: 'guide',
  id,
  type: 'modal',
  steps: [{ content: [{ heading }] }],
})

describe('the versions of a definition', () => {
  it('say who wrote each, when, and what it made different', async () => {
    await apply(segment('keen', 'Opened'))
    await apply(segment('keen', 'Saved'))
    await apply(segment('keen', 'Saved', { name: 'Keen' }))
    const { current, versions: list } = await versions('segment/keen')
    expect(current).toBe(3)
    expect(list).toMatchObject([
      { version: 3, what: 'changed', changes: [{ at: 'name', after: 'Keen' }] },
      {
        version: 2,
        what: 'changed',
        changes: [{ at: 'rule.did.event', before: 'Opened', after: 'Saved' }],
      },
      { version: 1, what: 'new', by: 'Command line on this machine' },
    ])
    expect(list[2]).not.toHaveProperty('changes')
    const first = (await version('segment/keen', 1)).body
    expect(first.definition).toEqual(segment('keen', 'Opened'))
    expect(first.back).toEqual([
      { at: 'rule.did.event', before: 'Saved', after: 'Opened' },
      { at: 'name', before: 'Keen' },
    ])
  })

  it('are the newest 30, and an older one is said to be gone', async () => {
    for (let n = 1; n <= 33; n++) await apply(segment('busy', `Event ${n}`))
    const list = (await versions('segment/busy')).versions
    expect(list.map((item) => item.version)).toEqual(Array.from({ length: 30 }, (_, i) => 33 - i))
    expect((await version('segment/busy', 4)).body.definition).toEqual(segment('busy', 'Event 4'))
    const gone = await rollBack<Failure>('segment/busy', 3, 33)
    expect([gone.status, gone.body.error.message]).toEqual([
      404,
      'Version 3 of segment/busy is not kept: versions 4 to 33 can be had.',
    ])
  })

  it('of a definition that was written before versions were kept begin with the one in force', async () => {
    const definition = segment('older', 'One')
    const of = { t: 'definition', env: 'production', kind: 'segment', id: 'older' } as const
    const value = Buffer.from(
      JSON.stringify({ ...of, version: 7, definition, at: 1, by: 'waymark' }),
    )
    const key = 'definition/production/segment/older'
    await d.log.append([{ topic: 'definitions', key, value }])
    await expect.poll(() => inForce('older')).toBeDefined()
    expect((await versions('segment/older')).versions.map((one) => one.version)).toEqual([7])
    await apply(segment('older', 'Two'))
    expect((await versions('segment/older')).versions).toMatchObject([
      { version: 8, changes: [{ before: 'One', after: 'Two' }] },
      { version: 7, what: 'changed', by: 'Waymark' },
    ])
    expect((await rollBack('segment/older', 7, 8)).body.version).toBe(9)
  })

  it('leave out one that was kept and then not written, since the process ended in between', async () => {
    await apply(segment('cut-off', 'One'))
    const of = { env: 'production', kind: 'segment', id: 'cut-off', version: 2 } as const
    const definition = segment('cut-off', 'Never written')
    const value = Buffer.from(JSON.stringify({ ...of, definition, at: 1, by: 'waymark' }))
    await d.log.append([{ topic: 'versions', key: 'production/segment/cut-off/2', value }])
    // A write resolves once all that lay before it in the topic is known.
    await apply(segment('after-it', 'One'))
    expect((await versions('segment/cut-off')).versions.map((one) => one.version)).toEqual([1])
    expect((await version('segment/cut-off', 2)).status).toBe(404)
    await apply(segment('cut-off', 'Two'))
    expect((await version('segment/cut-off', 2)).body.definition).toEqual(segment('cut-off', 'Two'))
  })

  it('of what never was there are none', async () => {
    const answer = await d.send<Failure>('GET', '/api/definitions/guide/nothing/versions')
    expect([answer.status, answer.body.error.message]).toEqual([
      404,
      'There is no guide "nothing", and there never was.',
    ])
  })

  it('show the secret path of an address to those only who may write it, and tell of no change in it', async () => {
    const hook = (path: string) => ({
      ...{ kind: 'endpoint', id: 'hook', type: 'webhook' },
      url: `https://crm.example/${path}`,
    })
    await apply(hook('first-secret'))
    await apply(hook('other-secret'))
    const analyst = await d.tokenOf('analyst')
    const path = '/api/definitions/endpoint/hook/versions'
    const seen = await d.send<VersionList>('GET', path, { token: analyst })
    const own = await version('endpoint/hook', 1, analyst)
    expect(JSON.stringify([seen.body, own.body])).not.toContain('secret')
    expect(own.body.definition).toMatchObject({ url: 'https://crm.example/…' })
    const author = await version('endpoint/hook', 1, await d.tokenOf('author'))
    expect(author.body.definition).toMatchObject({ url: 'https://crm.example/first-secret' })
  })
})

describe('rolling back', () => {
  it('makes an earlier version the newest, and is undone by rolling back again', async () => {
    await apply(segment('back', 'One'))
    await apply(segment('back', 'Two'))
    const done = await rollBack('segment/back', 1, 2)
    expect([done.status, done.body.what, done.body.version]).toEqual([200, 'changed', 3])
    expect(done.body.says).toContain('segment')
    expect((await inForce('back'))?.definition).toEqual(segment('back', 'One'))
    expect((await rollBack('segment/back', 2, 3)).body.version).toBe(4)
    expect((await inForce('back'))?.definition).toEqual(segment('back', 'Two'))
    expect((await versions('segment/back')).versions).toMatchObject([
      { version: 4, again: 2, changes: [{ before: 'One', after: 'Two' }] },
      { version: 3, again: 1 },
      { version: 2 },
      { version: 1 },
    ])
    const { body } = await d.send<{ entries: readonly object[] }>('GET', '/api/audit')
    expect(body.entries[0]).toMatchObject({
      what: 'definition.rollback',
      on: 'production/segment/back',
      detail: 'version 4: version 2 again',
    })
  })

  it('to what is in force already writes nothing', async () => {
    await apply(segment('same', 'One'))
    const done = await rollBack('segment/same', 1, 1)
    expect(done.body).toEqual({
      what: 'same',
      version: 1,
      says: 'Version 1 is as version 1 was.',
    })
    expect((await versions('segment/same')).current).toBe(1)
  })

  it('is refused where somebody has written since', async () => {
    await apply(segment('raced', 'One'))
    await apply(segment('raced', 'Two'))
    await apply(segment('raced', 'Three'))
    const refused = await rollBack<Failure & { stale: readonly object[] }>('segment/raced', 1, 2)
    expect([refused.status, refused.body.error.code]).toEqual([409, 'stale_version'])
    expect(refused.body.stale).toMatchObject([{ key: 'segment/raced', base: 2, current: 3 }])
    expect((await inForce('raced'))?.version).toBe(3)
  })

  it('is for those only who may write', async () => {
    await apply(segment('kept', 'One'))
    await apply(segment('kept', 'Two'))
    for (const role of ['analyst', 'sdr'] as const) {
      const token = await d.tokenOf(role)
      const path = '/api/definitions/segment/kept'
      const refused = await d.send<Failure>('POST', `${path}/rollback`, {
        token,
        body: { to: 1, baseVersion: 2 },
      })
      expect([refused.status, refused.body.error.code]).toEqual([403, 'role_not_allowed'])
      expect((await d.send('GET', `${path}/versions`, { token })).status).toBe(200)
    }
    const token = await d.tokenOf('author')
    const path = '/api/definitions/segment/kept/rollback'
    const done = await d.send('POST', path, { token, body: { to: 1, baseVersion: 2 } })
    expect(done.status).toBe(200)
    expect((await versions('segment/kept')).versions[0]?.by).toBe('a author')
  })

  it('to a version that names what is gone is refused, with the place', async () => {
    await apply(
      segment('base', 'One'),
      segment('rests', 'x', { rule: { segment: { id: 'base' } } }),
    )
    await apply(segment('rests', 'Two'))
    await remove('segment/base')
    const refused = await rollBack<Failure>('segment/rests', 1, 2)
    expect([refused.status, refused.body.error.code]).toEqual([422, 'definition_invalid'])
    expect(refused.body.error.at).toContain('rule')
    expect(refused.body.error.message).toMatch(
      /^Version 1 of segment\/rests would not be valid any more: rule.*there is no segment "base".* Nothing was written\.$/,
    )
    expect((await inForce('rests'))?.version).toBe(2)
  })

  it('to a version that another schema allowed is refused, with the place', async () => {
    await apply(segment('modern', 'One'))
    const record = {
      ...{ env: 'production', kind: 'segment', id: 'modern', version: 1, at: 1, by: 'waymark' },
      definition: { ...segment('modern', 'One'), colour: 'red' },
    }
    await apply(segment('modern', 'Two'))
    const value = Buffer.from(JSON.stringify(record))
    await d.log.append([{ topic: 'versions', key: 'production/segment/modern/1', value }])
    await expect
      .poll(async () => (await version('segment/modern', 1)).body.definition)
      .toHaveProperty('colour')
    const refused = await rollBack<Failure>('segment/modern', 1, 2)
    expect([refused.status, refused.body.error.at]).toEqual([422, 'colour'])
  })
})

describe('a deleted definition', () => {
  const deleted = async () =>
    (await d.send<DeletedList>('GET', '/api/definitions/deleted')).body.deleted

  it('keeps its versions and is brought back by one of them, and that is undone the same way', async () => {
    await apply(segment('gone', 'One', { name: 'Gone' }))
    await apply(segment('gone', 'Two', { name: 'Gone' }))
    await remove('segment/gone')
    expect((await deleted())[0]).toMatchObject({
      ...{ kind: 'segment', id: 'gone', version: 3, name: 'Gone' },
    })
    expect((await versions('segment/gone')).versions).toMatchObject([
      { version: 3, what: 'deleted' },
      { version: 2, what: 'changed' },
      { version: 1, what: 'new' },
    ])
    expect((await rollBack<Failure>('segment/gone', 1, 2)).status).toBe(409)
    expect((await rollBack('segment/gone', 1, 3)).body).toMatchObject({ what: 'new', version: 4 })
    expect((await inForce('gone'))?.definition).toMatchObject({ rule: { did: { event: 'One' } } })
    expect((await deleted()).map(({ id }) => id)).not.toContain('gone')
    expect((await rollBack('segment/gone', 3, 4)).body).toEqual({
      ...{ what: 'deleted', version: 5, says: 'Deleted, as it was in version 3.' },
    })
    expect(await inForce('gone')).toBeUndefined()
    expect((await rollBack('segment/gone', 3, 5)).body).toMatchObject({ what: 'same', version: 5 })
    expect((await rollBack<Failure>('segment/gone', 3, 4)).status).toBe(409)
  })

  it('is not deleted again while something names it', async () => {
    await apply(segment('named', 'One'))
    await remove('segment/named')
    await rollBack('segment/named', 1, 2)
    await apply(segment('names-it', 'x', { rule: { segment: { id: 'named' } } }))
    const refused = await rollBack<Failure>('segment/named', 2, 3)
    expect([refused.status, refused.body.error.message]).toEqual([
      422,
      'In version 2 segment/named was deleted, and it is still named by segment/names-it. Nothing was written.',
    ])
  })
})

it('a draft that was begun before a rollback does not write over it', async () => {
  await apply(guide('tour', 'One'))
  await apply(guide('tour', 'Two'))
  const draft = { env: 'production', document: guide('tour', 'Draft'), version: 0, base: 2 }
  expect((await d.send('POST', '/api/drafts/guide/tour', { body: draft })).status).toBe(200)
  expect((await rollBack('guide/tour', 1, 2)).status).toBe(200)
  const publish = { body: { version: 1 } }
  const late = await d.send<Failure>('POST', '/api/drafts/guide/tour/publish', publish)
  expect([late.status, late.body.error.code]).toEqual([409, 'stale_version'])
  expect((await inForce('tour'))?.definition).toEqual(guide('tour', 'One'))
})

it('what a guide was before it was taken back into a draft and published anew can be had back', async () => {
  await apply(guide('hello', 'One'))
  expect((await d.send('POST', '/api/drafts/guide/hello/unpublish', { body: {} })).status).toBe(200)
  expect((await versions('guide/hello')).versions[0]).toMatchObject({ version: 2, what: 'deleted' })
  const changed = { env: 'production', document: guide('hello', 'Two'), version: 1 }
  await d.send('POST', '/api/drafts/guide/hello', { body: changed })
  const publish = { body: { version: 2 } }
  expect((await d.send('POST', '/api/drafts/guide/hello/publish', publish)).status).toBe(200)
  expect((await rollBack('guide/hello', 1, 3)).body).toMatchObject({ version: 4 })
  expect((await inForce('hello'))?.definition).toEqual(guide('hello', 'One'))
})
