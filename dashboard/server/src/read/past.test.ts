import type {
  AccountDetail,
  AccountsList,
  EventList,
  Lead,
  LeadList,
  Overview,
  PeopleList,
  PersonDetail,
  Reason,
  Setup,
  StateAnswer,
  Timeline,
} from '@waymark/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { factRow, insertRows, subjectRow, transitionRow } from '../support/rows.ts'
import type { Explanation } from './read-explanation.ts'

const ada = 'production/u/ada'
const visitor = 'production/a/v1'
const acme = 'production/g/acme'
const t0 = Date.parse('2026-11-20T10:00:00Z')
const minute = 60_000

const reasons: readonly Reason[] = [
  { part: 'milestone', id: 'code-installed', says: 'reached Code installed', is: true },
]

const personState = {
  v: 1,
  kind: 'person',
  traits: { role: ['product manager', t0, 's'], $known: [true, t0, 'b'] },
  life: {
    state: 'trial',
    since: t0,
    history: [
      ['visitor', t0 - minute],
      ['trial', t0],
    ],
  },
  mile: {},
  ids: ['v1'],
}

const accountState = {
  v: 1,
  kind: 'account',
  traits: { employees: [40, t0, 's'] },
  life: {
    state: 'pql',
    since: t0,
    history: [
      ['trial', t0],
      ['pql', t0 + 5 * minute],
    ],
  },
  mile: { 'code-installed': { started: t0, reached: t0 + minute } },
  members: { [ada]: { name: 'Ada', role: 'product manager', seen: t0 + minute, n: 3 } },
  joined: 1,
}

const subjects = [
  subjectRow({
    subject: ada,
    version: 7,
    name: 'Ada Lovelace',
    email: 'ada@acme.example',
    account: 'acme',
    last_seen_ms: t0 + 9 * minute,
    first_seen_ms: t0 - minute,
    state: JSON.stringify(personState),
  }),
  subjectRow({ subject: visitor, merged_into: ada }),
  subjectRow({ subject: 'production/a/v2', lifecycle: 'visitor', last_seen_ms: t0 }),
  subjectRow({
    subject: 'production/u/o\'hara "%_\\',
    name: "Tim O'Hara",
    last_seen_ms: t0 - minute,
  }),
  subjectRow({ subject: 'staging/u/else', name: 'Ada of staging' }),
  subjectRow({
    subject: acme,
    name: 'Acme',
    lifecycle: 'pql',
    pql: ['trial-pql'],
    milestones: ['code-installed'],
    first_seen_ms: t0 - minute,
    last_seen_ms: t0 + 5 * minute,
    state: JSON.stringify(accountState),
  }),
]

const events = [
  factRow({
    message_id: 'e1',
    person: visitor,
    anonymous_id: 'v1',
    user_id: '',
    event: 'Page Seen',
    time_ms: t0 - minute,
  }),
  factRow({
    message_id: 'e2',
    event: 'Product Created',
    account: 'acme',
    time_ms: t0,
    properties: { name: 'Shop' },
  }),
  factRow({
    message_id: 'e2',
    event: 'Product Created',
    account: 'acme',
    time_ms: t0,
    properties: { name: 'Shop' },
  }),
  factRow({ message_id: 'e3', event: 'Data Received', account: 'acme', time_ms: t0 + minute }),
  factRow({
    message_id: 'e4',
    event: '$guide_missed',
    time_ms: t0 + 2 * minute,
    properties: { guide: 'install-the-code', reason: 'missing' },
  }),
  factRow({ message_id: 'e5', env: 'staging', person: 'staging/u/else', time_ms: t0 }),
]

const transitions = [
  transitionRow(acme, 1, { t: 'milestone', id: 'code-installed', what: 'started', at: t0 }),
  transitionRow(acme, 2, {
    t: 'milestone',
    id: 'code-installed',
    what: 'reached',
    at: t0 + minute,
  }),
  transitionRow(acme, 3, {
    t: 'pql',
    id: 'trial-pql',
    is: true,
    at: t0 + 5 * minute,
    turn: 1,
    reasons,
  }),
  transitionRow(visitor, 1, { t: 'merged', into: ada, at: t0 }),
  transitionRow(ada, 5, { t: 'lifecycle', from: 'visitor', to: 'trial', at: t0 }),
  transitionRow(ada, 6, {
    t: 'decided',
    decision: 'd1',
    engagement: 'remind-to-install',
    guide: 'install-the-code',
    version: 1,
    at: t0 + minute,
    why: [{ gate: 'audience', is: true, wants: 'is trial', found: 'trial' }],
  }),
  transitionRow(ada, 7, { t: 'owed', at: t0, to: acme, debt: { k: 'left', person: ada } }),
]

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
  await insertRows(d.store, { subjects, events, transitions })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const get = async <Body>(path: string): Promise<Body> => {
  const answer = await d.send<Body>('GET', path)
  expect([path, answer.status]).toEqual([path, 200])
  return answer.body
}

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

describe('people', () => {
  it('are listed last seen first, the known ones unless visitors are asked for', async () => {
    const known = await get<PeopleList>('/api/people')
    expect(known.people.map((p) => p.id)).toEqual(['ada', 'o\'hara "%_\\'])
    expect(known).toMatchObject({ matching: 3, identified: 2 })
    const all = await get<PeopleList>('/api/people?anonymous=1')
    expect(all.people).toHaveLength(3)
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
        const innocent = name === 'search' && attack === '\\'
        expect([attack, list.people.length]).toEqual([attack, innocent ? 1 : 0])
      }
      for (const name of ['person', 'account', 'event']) {
        expect((await get<EventList>(`/api/events?${name}=${key(attack)}`)).events).toEqual([])
      }
    }
    expect((await get<PeopleList>('/api/people?anonymous=1')).people).toHaveLength(3)
  })

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
    expect(names.toSorted()).toEqual(
      [
        '$guide_missed',
        'Data Received',
        'Page Seen',
        'Product Created',
        'decided',
        'lifecycle',
        'merged',
      ].toSorted(),
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

describe('accounts', () => {
  it('are listed and have a page', async () => {
    const list = await get<AccountsList>('/api/accounts?lifecycle=pql')
    expect(list).toMatchObject({
      matching: 1,
      accounts: [{ id: 'acme', people: 1, pql: ['trial-pql'] }],
    })
    const account = await get<AccountDetail>(`/api/accounts/${key(acme)}`)
    expect(account).toMatchObject({
      name: 'Acme',
      traits: [{ name: 'employees', value: 40 }],
      members: [{ person: ada, name: 'Ada', events: 3 }],
      leads: [{ pql: 'trial-pql', pqlName: 'Trial account ready for sales' }],
    })
    expect(account.activity).toHaveLength(28)
    const line = await get<Timeline>(`/api/accounts/${key(acme)}/timeline`)
    expect(line.items).toHaveLength(5)
  })
})

describe('the first screens', () => {
  it('count people, states and steps of the journey', async () => {
    const overview = await get<Overview>('/api/overview')
    expect(overview).toMatchObject({
      people: 3,
      accounts: 1,
      lifecycle: [
        { state: 'trial', people: 2 },
        { state: 'visitor', people: 1 },
      ],
      leads: 1,
    })
    expect(overview.journey).toMatchObject([
      { id: 'code-installed', level: 'account', started: 1, reached: 1, medianMs: 2 * minute },
      { id: 'feature-map-set-up', started: 0, reached: 0 },
    ])
  })

  it('tell what to paste and what has happened already', async () => {
    const setup = await get<Setup>('/api/setup')
    expect(setup.snippet).toContain(d.made.writeKey)
    expect(setup.snippet).toContain(`${d.url}/sdk/waymark.js`)
    expect(setup.stubHash).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/)
    expect(setup.csp).toContain(`'${setup.stubHash}'`)
    expect(setup.firstEvent?.messageId).toBe('e1')
    expect(setup.steps).toEqual({ install: true, identify: true, milestone: true, guide: false })
  })
})

describe('leads', () => {
  const inbox = (view: string) => get<LeadList>(`/api/leads?view=${view}`)
  const act = (action: object) =>
    d.send('POST', '/api/leads', { body: { subject: acme, pql: 'trial-pql', ...action } })

  it('wait in the inbox with their reasons', async () => {
    const list = await inbox('open')
    expect(list.leads).toMatchObject([{ subject: acme, name: 'Acme', turn: 1, reasons, is: true }])
    expect(list.counts).toEqual({ open: 1, mine: 0, snoozed: 0, done: 0 })
  })

  it('are claimed by a command in the log of the account', async () => {
    const ends = await d.log.ends('events')
    expect((await act({ do: 'claim' })).status).toBe(202)
    const found = Promise.withResolvers<string>()
    const subscription = await d.log.subscribe({
      topics: ['events'],
      from: (_topic, partition) => ends[partition] ?? 0,
      onBatch: ({ records }) => {
        const [record] = records
        if (record?.value) found.resolve(`${record.key}\n${new TextDecoder().decode(record.value)}`)
      },
    })
    const [subject, header, body] = (await found.promise).split('\n')
    await subscription.stop()
    expect([subject, body]).toEqual([acme, '[]'])
    expect(JSON.parse(header ?? '')).toMatchObject({
      v: 1,
      kind: 'command',
      env: 'production',
      command: { do: 'claim', pql: 'trial-pql' },
    })
  })

  it('show whose they are and what became of them', async () => {
    const me = await get<{ user: { id: string } }>('/api/me')
    const worked = { t: 'worked', pql: 'trial-pql', by: me.user.id } as const
    await insertRows(d.store, {
      transitions: [transitionRow(acme, 4, { ...worked, do: 'claim', at: t0 + 6 * minute })],
    })
    const mine: Lead | undefined = (await inbox('mine')).leads[0]
    expect(mine).toMatchObject({
      owner: 'Command line on this machine',
      claimedAt: t0 + 6 * minute,
    })
    await insertRows(d.store, {
      transitions: [
        transitionRow(acme, 5, {
          ...worked,
          do: 'outcome',
          outcome: 'won',
          note: 'Nice',
          at: t0 + 7 * minute,
        }),
      ],
    })
    const done = await inbox('done')
    expect(done.leads).toMatchObject([{ outcome: 'won', outcomeNote: 'Nice' }])
    expect(done.precision).toEqual([{ pql: 'trial-pql', turned: 1, won: 1, closed: 1 }])
    expect(done.counts).toEqual({ open: 0, mine: 0, snoozed: 0, done: 1 })
  })

  it('refuse actions that make no sense', async () => {
    expect((await act({ do: 'snooze', until: 5 })).status).toBe(400)
    expect((await act({ do: 'outcome' })).status).toBe(400)
    expect((await act({ do: 'claim', pql: 'no-such' })).status).toBe(404)
    expect((await act({ do: 'claim', subject: 'staging/g/acme' })).status).toBe(400)
  })
})
