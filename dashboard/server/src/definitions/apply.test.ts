import type { Role } from '@waymark/schemas'
import type {
  ApplyResult,
  DefinitionList,
  RolledBack,
  VersionDetail,
} from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  codeInstalled,
  engagement,
  guide,
  mapSetUp,
  trialPql,
  trialSet,
  webhook,
} from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

type Body = ApplyResult & {
  readonly error?: { readonly code: string; readonly message: string; readonly at?: string }
  readonly stale?: readonly {
    readonly key: string
    readonly base: number
    readonly current: number
  }[]
}

let d: OpenDashboard

beforeAll(async () => {
  const checkEndpointUrl = async (url: string): Promise<string | undefined> =>
    url.includes('10.0.0.1') ? '10.0.0.1 is not a public address.' : undefined
  d = await openDashboard({ deps: { checkEndpointUrl } })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const apply = (documents: readonly unknown[], rest: object = {}) =>
  d.send<Body>('POST', '/api/definitions/apply', { body: { documents, ...rest } })

const versions = async (): Promise<{ readonly [key: string]: number }> => {
  const { body } = await d.send<DefinitionList>('GET', '/api/definitions')
  return Object.fromEntries(
    body.definitions.map((item) => [`${item.kind}/${item.id}`, item.version]),
  )
}

const milestone = (id: string, reached: unknown, level = 'person') => ({
  kind: 'milestone',
  id,
  level,
  order: 9,
  reached,
})

describe('applying definitions', () => {
  it('only checks on a dry run', async () => {
    const { status, body } = await apply(trialSet, { dryRun: true })
    expect(status).toBe(200)
    expect(body).toMatchObject({ ok: true, dryRun: true, problems: [] })
    expect(body.changes.map((change) => change.what)).toEqual(trialSet.map(() => 'new'))
    expect(await versions()).toEqual({})
  })

  it('writes all documents of a good set and says from when they count', async () => {
    const { status, body } = await apply(trialSet)
    expect(status).toBe(200)
    expect(body.ok).toBe(true)
    expect(body.changes[0]).toMatchObject({ kind: 'milestone', id: 'code-installed', version: 1 })
    expect(body.changes[0]?.says).toMatch(
      /^New milestone "Code installed"\. Counts from now on \(\d{4}-\d\d-\d\d \d\d:\d\d UTC\): accounts who did it before are not counted until they do it again\.$/,
    )
    expect(Object.keys(await versions())).toHaveLength(trialSet.length)
  })

  it('leaves alone what has not changed, whatever the order of its keys', async () => {
    const reordered = Object.fromEntries(Object.entries(codeInstalled).reverse())
    const { body } = await apply([reordered, { ...mapSetUp, name: 'Map set up' }])
    expect(body.changes.map(({ what, version }) => [what, version])).toEqual([
      ['same', 1],
      ['changed', 2],
    ])
    expect(body.changes[1]?.says).toContain('the past keeps counting')
  })

  it('says its rules in plain English', async () => {
    const { body } = await d.send<DefinitionList>('GET', '/api/definitions')
    const says = Object.fromEntries(body.definitions.map((item) => [item.id, item.says]))
    expect(says['code-installed']).toBe(
      'Started when: has done “Product Created”. Reached when: has done “Data Received”.',
    )
    expect(says['sdr-hook']).toBe('Webhook at crm.example.')
  })

  it('refuses a stale write and shows both versions', async () => {
    const { status, body } = await apply([{ ...mapSetUp, name: 'Mine' }], {
      baseVersions: { 'milestone/feature-map-set-up': 1 },
    })
    expect(status).toBe(409)
    expect(body.error?.code).toBe('stale_version')
    expect(body.stale).toMatchObject([{ key: 'milestone/feature-map-set-up', base: 1, current: 2 }])
    expect((await versions())['milestone/feature-map-set-up']).toBe(2)
  })

  it('gives every one of many writers at once a version of its own', async () => {
    const before = Number((await versions())['guide/install-the-code'])
    const names = ['a', 'b', 'c', 'd', 'e']
    const answers = await Promise.all(names.map((name) => apply([{ ...guide, name }])))
    const written = answers
      .map((answer) => answer.body.changes[0]?.version ?? 0)
      .toSorted((a, b) => a - b)
    expect(written).toEqual(names.map((_, i) => before + 1 + i))
  })
})

describe('refusing definitions', () => {
  const refused = async (documents: readonly unknown[]) => {
    const before = await versions()
    const { status, body } = await apply(documents)
    expect(status).toBe(422)
    expect(body.error?.code).toBe('definition_invalid')
    expect(body.ok).toBe(false)
    expect(await versions()).toEqual(before)
    return body.problems
  }

  it('writes nothing when one document of several is wrong', async () => {
    const problems = await refused([
      milestone('good', { did: { event: 'A' } }),
      milestone('bad', { didd: { event: 'A' } }),
    ])
    expect(problems).toMatchObject([{ document: 1, id: 'bad', at: 'reached' }])
  })

  it('names what does not exist', async () => {
    const problems = await refused([
      { ...trialPql, id: 'other', milestones: ['nothing'], alert: { to: ['nowhere'] } },
      { ...engagement, id: 'e2', send: [{ guide: 'no-guide' }] },
    ])
    expect(problems.map((p) => p.message).join('\n')).toMatch(
      /no milestone "nothing"[\s\S]*no endpoint "nowhere"[\s\S]*no guide "no-guide"/,
    )
  })

  it('refuses a rule that names a score that there is not, with its place', async () => {
    const [problem] = await refused([milestone('m', { all: [{ score: { id: 'cbi', gte: 40 } }] })])
    expect(problem).toMatchObject({ id: 'm' })
    expect(problem?.at).toContain('reached')
    expect(problem?.message).toContain('there is no score "cbi"')
  })

  it('refuses a score that waits for a segment that waits for the score', async () => {
    const [problem] = await refused([
      {
        kind: 'score',
        id: 'cbi',
        level: 'person',
        core: [{ event: 'X' }],
        where: { segment: { id: 'keen' } },
      },
      { kind: 'segment', id: 'keen', level: 'person', rule: { score: { id: 'cbi', gte: 40 } } },
    ])
    expect(problem?.message).toMatch(
      /score\/cbi → segment\/keen → score\/cbi|segment\/keen → score\/cbi → segment\/keen/,
    )
  })

  it('refuses definitions that wait for each other, naming the circle', async () => {
    const [problem] = await refused([
      milestone('a', { milestone: { id: 'b' } }),
      milestone('b', { segment: { id: 'c' } }),
      { kind: 'segment', id: 'c', level: 'person', rule: { milestone: { id: 'a' } } },
    ])
    expect(problem?.message).toContain('milestone/a → milestone/b → segment/c → milestone/a')
  })

  it('refuses a change that would break a definition in force', async () => {
    const [problem] = await refused([{ ...codeInstalled, level: 'person' }])
    expect(problem?.message).toContain('pql/trial-pql would break')
  })

  it('refuses the same id twice and documents that are none', async () => {
    expect(await refused([guide, guide])).toMatchObject([{ document: 1, at: 'id' }])
    const odd = [
      null,
      7,
      [],
      {},
      { kind: 'toString' },
      { kind: '__proto__' },
      { kind: 'constructor' },
    ]
    expect((await refused(odd)).length).toBeGreaterThanOrEqual(odd.length)
    await refused([milestone('odd', { toString: {} })])
  })

  it('refuses an address that webhooks may not call', async () => {
    const { status, body } = await apply([{ ...webhook, id: 'inside', url: 'http://10.0.0.1/' }])
    expect([status, body.error?.code]).toEqual([422, 'address_refused'])
    expect(body.problems).toMatchObject([
      { at: 'url', message: '10.0.0.1 is not a public address.', document: 0 },
    ])
    expect(await versions()).not.toHaveProperty('endpoint/inside')
  })

  it('refuses a PQL that waits for the lifecycle, which waits for every PQL', async () => {
    const [problem] = await refused([
      { kind: 'pql', id: 'p', level: 'person', fit: { lifecycle: { is: 'trial' } } },
    ])
    expect(problem?.message).toContain('lifecycle/person → pql/p → lifecycle/person')
    expect(problem?.message).toContain('The lifecycle of a person becomes "pql" with any PQL')
    expect(problem?.message).toContain('{ trait: { name: plan, eq: trial } }')
    expect(problem?.message).toContain('states.pql.when')
    const trait = { trait: { name: 'plan', eq: 'trial' } }
    const pql = { kind: 'pql', id: 'p', level: 'person', fit: { lifecycle: { is: 'trial' } } }
    const own = { kind: 'lifecycle', id: 'l', level: 'person', states: { pql: { when: trait } } }
    for (const documents of [[{ ...pql, fit: trait }], [pql, own]]) {
      const { body } = await d.send<Body>('POST', '/api/definitions/apply', {
        body: { documents, dryRun: true },
      })
      expect(body.problems).toEqual([])
    }
  })
})

describe('deleting a definition', () => {
  it('refuses while another one names it', async () => {
    const { status, body } = await d.send<Body>('DELETE', '/api/definitions/endpoint/sdr-hook')
    expect(status).toBe(422)
    expect(body.error?.message).toContain('pql/trial-pql')
  })

  it('refuses what was changed since whoever deletes it saw it', async () => {
    const path = '/api/definitions/engagement/remind-to-install?baseVersion=0'
    const { status, body } = await d.send<Body>('DELETE', path)
    expect(status).toBe(409)
    expect(body.error).toMatchObject({ code: 'stale_version', at: 'engagement/remind-to-install' })
  })

  it('goes on counting versions when it is written again', async () => {
    expect((await d.send('DELETE', '/api/definitions/engagement/remind-to-install')).status).toBe(
      204,
    )
    expect(await versions()).not.toHaveProperty('engagement/remind-to-install')
    const { body } = await apply([engagement])
    expect(body.changes).toMatchObject([{ what: 'new', version: 3 }])
  })
})

describe('secrets of webhooks', () => {
  it('are made with the endpoint, shown only to those who ask, and sealed in the log', async () => {
    const shown = await d.send<{ secret: string }>('POST', '/api/endpoints/sdr-hook/secret')
    expect(shown.body.secret).toMatch(/^whsec_[A-Za-z0-9+/=]{32,}$/)
    const again = await d.send<{ secret: string }>('POST', '/api/endpoints/sdr-hook/secret')
    expect(again.body.secret).toBe(shown.body.secret)
    for (const path of ['alerts', 'definitions', 'export', 'audit']) {
      const { body } = await d.send('GET', `/api/${path}`)
      expect(JSON.stringify(body)).not.toContain(shown.body.secret)
    }
    const rotated = await d.send<{ secret: string }>(
      'POST',
      '/api/endpoints/sdr-hook/secret?rotate=1',
    )
    expect(rotated.body.secret).not.toBe(shown.body.secret)
  })

  it('and the secret path of an address stay out of the list of endpoints', async () => {
    const { body } = await d.send('GET', '/api/alerts')
    expect(JSON.stringify(body)).not.toContain('secret-path')
    expect(body).toMatchObject({
      endpoints: [{ id: 'sdr-hook', to: 'crm.example', usedBy: ['pql/trial-pql'] }],
    })
  })
})

it('shows the secret path of an address to those only who may write it', async () => {
  const seen = async (role: Role) =>
    JSON.stringify((await d.send('GET', '/api/definitions', { token: await d.tokenOf(role) })).body)
  expect(await seen('author')).toContain('https://crm.example/hooks/secret-path')
  for (const role of ['analyst', 'sdr'] as const) {
    expect(await seen(role)).toContain('https://crm.example/')
    expect(await seen(role)).not.toContain('secret-path')
  }
})

it('exports documents that apply as the same', async () => {
  const exported = await d.send<{ documents: readonly unknown[] }>('GET', '/api/export')
  const { body } = await apply(exported.body.documents)
  expect(body.changes.map((change) => change.what)).toEqual(trialSet.map(() => 'same'))
})

it('a translation that stayed while its text changed is named, until it is written anew', async () => {
  const greeting = (heading: { readonly [locale: string]: string }, more = 'More') => ({
    ...{ kind: 'guide', id: 'greeting', type: 'modal' },
    steps: [{ content: [{ heading }, { text: more }] }],
  })
  const says = async (document: object) => (await apply([document])).body.changes[0]?.says
  const listed = async () =>
    (await d.send<DefinitionList>('GET', '/api/definitions')).body.definitions.find(
      ({ id }) => id === 'greeting',
    )?.says
  const stale = 'Translated from a text that has changed since: de "Hallo".'
  expect(await says(greeting({ en: 'Hello', de: 'Hallo' }))).not.toContain('Translated')
  expect(await says(greeting({ en: 'Welcome', de: 'Hallo' }))).toContain(stale)
  expect(await listed()).toContain(stale)
  expect(await says(greeting({ en: 'Welcome', de: 'Hallo' }, 'Less'))).toContain(stale)
  expect(await says(greeting({ en: 'Welcome', de: 'Willkommen' }))).not.toContain('Translated')
  expect(await listed()).not.toContain('Translated')
})

describe('what an author may not have meant', () => {
  const silent = (id: string) => ({
    ...engagement,
    ...{ id, audience: { not: { did: { event: 'Login', within: '24h' } } } },
  })
  const warnings = [
    { at: 'audience.not.did', message: expect.stringMatching(/true of a newcomer.*`since/) },
  ]

  it('is told with its place by a dry run and by a write, and by the list as long as it is in force; nothing is refused', async () => {
    const dry = await apply([guide, silent('silent')], { dryRun: true })
    expect(dry.body).toMatchObject({ ok: true, changes: [{ id: guide.id }, { warnings }] })
    expect(dry.body.changes[0]).not.toHaveProperty('warnings')
    const written = await apply([guide, silent('silent')])
    expect(written.body.changes[1]?.warnings).toEqual(warnings)
    const listed = async () =>
      (await d.send<DefinitionList>('GET', '/api/definitions')).body.definitions.find(
        ({ id }) => id === 'silent',
      )
    expect((await listed())?.warnings).toEqual(warnings)
    await apply([{ ...silent('silent'), audience: engagement.audience }])
    expect(await listed()).not.toHaveProperty('warnings')
  })

  it('is told of an earlier version before somebody rolls back to it, and after', async () => {
    const path = '/api/definitions/engagement/silent'
    const detail = await d.send<VersionDetail>('GET', `${path}/versions/1`)
    expect(detail.body.warnings).toEqual(warnings)
    const { body } = await d.send<RolledBack>('POST', `${path}/rollback`, {
      body: { to: 1, baseVersion: detail.body.current },
    })
    expect(body).toMatchObject({ what: 'changed', warnings })
  })
})
