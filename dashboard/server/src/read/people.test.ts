import type { EventList } from '@waymark/schemas/api/events'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { StateAnswer } from '@waymark/schemas/api/operation'
import type { PeopleList, PersonDetail } from '@waymark/schemas/api/people'
import type { Timeline } from '@waymark/schemas/api/timeline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ada, minute, personState, t0, visitor } from '../support/company.ts'
import { openCompany, read } from '../support/open-company.ts'
import type { OpenDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow, transitionRow } from '../support/rows.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openCompany()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const get = <Body>(path: string): Promise<Body> => read<Body>(d, path)

const key = encodeURIComponent

describe('events', () => {
  it('are listed newest first, each message id once, one environment at a time', async () => {
    const list = await get<EventList>('/api/events?env=production')
    expect(list.events.map((e) => e.messageId)).toEqual(['e4', 'e3', 'e2', 'e1'])
    expect(list.events[2]?.properties).toEqual({ name: 'Shop' })
    expect(list.asOf).toBeGreaterThan(t0)
  })

  it('of a person include what was done before it was known', async () => {
    for (const person of ['ada', key(ada)]) {
      const list = await get<EventList>(`/api/events?person=${person}`)
      expect(list.events.map((e) => e.messageId)).toContain('e1')
      expect(list.events).toHaveLength(4)
    }
  })

  it('can be paged through without losing or repeating one', async () => {
    const seen: string[] = []
    let before: number | undefined
    do {
      const list = await get<EventList>(
        `/api/events?limit=1${before === undefined ? '' : `&before=${before}`}`,
      )
      seen.push(...list.events.map((e) => e.messageId))
      before = list.before
    } while (before !== undefined)
    expect(seen).toEqual(['e4', 'e3', 'e2', 'e1'])
  })
})

describe('the page of a person', () => {
  it('was not found by the bare id that people type: of a user, else of a visitor', async () => {
    const person = await get<PersonDetail>('/api/people/ada?env=production')
    expect(person.subject).toBe(ada)
    const { subject, id } = await get<PersonDetail>(`/api/people/${key(visitor)}`)
    expect((await get<PersonDetail>(`/api/people/${key(id)}`)).subject).toBe(subject)
    const { items } = await get<Timeline>('/api/people/ada/timeline')
    expect(items).toEqual((await get<Timeline>(`/api/people/${key(ada)}/timeline`)).items)
    const nobody = await d.send<object>('GET', '/api/people/nobody')
    expect(nobody).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    expect((await d.send('GET', '/api/people/ada?env=nowhere')).status).toBe(404)
  })
})

/** A lone backslash is text like any other: it is in one person's id. */
const foundBy = (name: string, attack: string): readonly string[] =>
  name === 'search' && attack === '\\' ? ['o\'hara "%_\\'] : []

describe('the list of people', () => {
  it('are listed last seen first, the known ones unless visitors are asked for', async () => {
    const known = await get<PeopleList>('/api/people')
    expect(known.people.map((p) => p.id)).toEqual(['ada', 'o\'hara "%_\\'])
    expect(known).toMatchObject({ matching: 3, identified: 2 })
    const all = await get<PeopleList>('/api/people?anonymous=1')
    expect(all.people).toHaveLength(3)
  })

  it('name the account that somebody acts for, where it has a name', async () => {
    const [ada, tim] = (await get<PeopleList>('/api/people')).people
    expect(ada).toMatchObject({ account: 'acme', accountName: 'Acme' })
    expect(tim).not.toHaveProperty('accountName')
    expect(await get(`/api/people/${key('production/u/ada')}`)).toMatchObject({
      accountName: 'Acme',
    })
  })

  it('are found by name, e-mail and id', async () => {
    for (const [search, ids] of [
      ['LOVELACE', ['ada']],
      ['@acme.', ['ada']],
      ["o'h", ['o\'hara "%_\\']],
      ['%', ['o\'hara "%_\\']],
    ] as const) {
      const list = await get<PeopleList>(`/api/people?search=${key(search)}`)
      expect(list.people.map((p) => p.id)).toEqual(ids)
    }
  })

  it('are paged by cursor', async () => {
    const first = await get<PeopleList>('/api/people?limit=1')
    const second = await get<PeopleList>(`/api/people?limit=1&cursor=${first.cursor}`)
    expect([first.people[0]?.id, second.people[0]?.id]).toEqual(['ada', 'o\'hara "%_\\'])
    expect(second.cursor).toBeUndefined()
  })

  it('are not found, and nothing else happens, when the search is an attack', async () => {
    const attacks = [
      "' OR 1=1 --",
      "x') UNION ALL SELECT * FROM subjects --",
      "'; DROP TABLE subjects; --",
      '\\',
      "\\' OR 1=1",
      '{env:String}',
      '{limit:UInt32}',
      '"; SELECT sleep(3)',
      '\u0001\uFFFF',
    ]
    for (const attack of attacks) {
      for (const name of ['search', 'lifecycle', 'account', 'milestone']) {
        const list = await get<PeopleList>(`/api/people?anonymous=1&${name}=${key(attack)}`)
        expect([attack, list.people.map((p) => p.id)]).toEqual([attack, foundBy(name, attack)])
      }
      for (const name of ['person', 'account', 'event']) {
        expect((await get<EventList>(`/api/events?${name}=${key(attack)}`)).events).toEqual([])
      }
    }
    expect((await get<PeopleList>('/api/people?anonymous=1')).people).toHaveLength(3)
  })
})

describe('people', () => {
  it('have a page of their own, under their anonymous id too', async () => {
    for (const subject of [ada, visitor]) {
      const person = await get<PersonDetail>(`/api/people/${key(subject)}`)
      expect(person).toMatchObject({
        subject: ada,
        name: 'Ada Lovelace',
        anonymousIds: ['v1'],
        traits: [{ name: 'role', value: 'product manager', since: t0, from: 'server' }],
        lifecycleHistory: [{ state: 'visitor' }, { state: 'trial' }],
        version: 7,
      })
      expect(person.journey[0]).toMatchObject({
        id: 'code-installed',
        level: 'account',
        reached: t0 + minute,
      })
      expect(person.messages).toMatchObject([
        { decision: 'd1', status: 'decided', guide: 'install-the-code' },
      ])
    }
  })

  it('have one line of events and decisions, without the plumbing', async () => {
    const line = await get<Timeline>(`/api/people/${key(ada)}/timeline`)
    const names = line.items.map((item) =>
      item.kind === 'event' ? item.event.event : item.transition.t,
    )
    expect(new Set(names)).toEqual(
      new Set([
        '$guide_missed',
        'Data Received',
        'Page Seen',
        'Product Created',
        'decided',
        'lifecycle',
        'merged',
      ]),
    )
    const at = line.items.map((item) => item.at)
    expect(at).toEqual(at.toSorted((a, b) => b - a))
  })

  it('can be asked why they saw a guide or not', async () => {
    const answer = await get<Explanation>('/api/explain?person=ada&guide=install-the-code')
    expect(answer.guides).toMatchObject([
      {
        engagement: 'remind-to-install',
        decision: { status: 'decided', why: [{ gate: 'audience', is: true }] },
        browser: [{ event: '$guide_missed', properties: { reason: 'missing' } }],
      },
    ])
  })

  it('can be asked why they were sent something or not, and how they came where they stand in flows', async () => {
    const gate = { gate: 'caps', is: false, wants: 'at most 1', found: '1 so far' } as const
    const suppressed = { t: 'suppressed', engagement: 'flow/hello/mail', guide: '' } as const
    const moved = { t: 'flow', flow: 'hello', step: 'mail' } as const
    const cart = { t: 'flow', flow: 'cart-left', step: 'wait' } as const
    await insertRows(d.store, {
      transitions: [
        transitionRow(ada, 60, {
          ...suppressed,
          channel: 'email',
          what: 'hi',
          at: t0,
          why: [gate],
        }),
        transitionRow(ada, 61, { ...moved, what: 'entered', at: 60, says: 'has signed up' }),
        transitionRow(ada, 62, { ...moved, what: 'ended', at: 70, says: 'not sent: caps' }),
        transitionRow(ada, 63, {
          ...cart,
          key: 'c1',
          what: 'entered',
          at: 80,
          says: 'left a cart',
        }),
        transitionRow(ada, 64, {
          ...cart,
          key: 'c2',
          what: 'entered',
          at: 90,
          says: 'left a cart',
        }),
      ],
    })
    const answer = await get<Explanation>('/api/explain?person=ada')
    expect(answer.sends).toMatchObject([
      {
        engagement: 'flow/hello/mail',
        decision: { status: 'suppressed', channel: 'email', why: [gate] },
      },
    ])
    expect(answer.flows).toEqual([
      {
        flow: 'cart-left',
        moves: [
          { at: 90, what: 'entered', step: 'wait', key: 'c2', says: 'left a cart' },
          { at: 80, what: 'entered', step: 'wait', key: 'c1', says: 'left a cart' },
        ],
      },
      {
        flow: 'hello',
        moves: [
          { at: 70, what: 'ended', step: 'mail', says: 'not sent: caps' },
          { at: 60, what: 'entered', step: 'mail', says: 'has signed up' },
        ],
      },
    ])
  })

  it('are shown guides; an account is not, and none is told of', async () => {
    const answer = await get<Explanation>('/api/explain?person=production/g/acme')
    expect(answer).toMatchObject({ subject: 'production/g/acme', guides: [], sends: [], flows: [] })
  })

  it('show their snapshot', async () => {
    const answer = await get<StateAnswer>(`/api/state/${key(ada)}`)
    expect(answer).toEqual({ subject: ada, version: 7, state: personState })
  })

  it('are shown as far as possible when their snapshot cannot be read', async () => {
    const subject = 'production/u/broken'
    await insertRows(d.store, {
      subjects: [
        subjectRow({ subject, state: '{"half":', traits: { plan: 'pro' }, last_seen_ms: 5 }),
      ],
    })
    const person = await get<PersonDetail>(`/api/people/${key(subject)}`)
    expect(person.traits).toMatchObject([{ name: 'plan', value: 'pro' }])
    await insertRows(d.store, { subjects: [subjectRow({ subject, version: 2, deleted: true })] })
    expect((await d.send('GET', `/api/people/${key(subject)}`)).status).toBe(404)
  })

  it('who do not exist are not found, in words', async () => {
    const answer = await d.send('GET', `/api/people/${key('production/u/nobody')}`)
    expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    expect((await d.send('GET', `/api/people/${key('elsewhere/u/ada')}`)).status).toBe(404)
  })
})

it('the timeline is filtered by a part of an event name, in any case', async () => {
  const line = await get<Timeline>(`/api/people/${key(ada)}/timeline?event=created`)
  expect(line.items.map((item) => item.kind === 'event' && item.event.event)).toEqual([
    'Product Created',
  ])
  const wild = await get<Timeline>(`/api/people/${key(ada)}/timeline?event=${key('%')}`)
  expect(wild.items).toEqual([])
})
