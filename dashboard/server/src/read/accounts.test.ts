import { subjectPath } from '@waymark/schemas'
import type { AccountDetail, AccountsList } from '@waymark/schemas/api/accounts'
import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import type { Overview } from '@waymark/schemas/api/overview'
import type { PersonDetail } from '@waymark/schemas/api/people'
import type { Setup } from '@waymark/schemas/api/setup'
import type { Timeline } from '@waymark/schemas/api/timeline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acme, ada, minute, reasons, t0, visitor } from '../support/company.ts'
import { openCompany, read } from '../support/open-company.ts'
import type { OpenDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow, transitionRow } from '../support/rows.ts'
import { workCommand } from '../support/work-command.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openCompany()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const get = <Body>(path: string): Promise<Body> => read<Body>(d, path)

const key = encodeURIComponent

describe('accounts', () => {
  it('were not found by the bare id that people type', async () => {
    const { subject } = await get<AccountDetail>('/api/accounts/acme?env=production')
    expect(subject).toBe(acme)
  })

  it('are listed and have a page, on which who has left is no member', async () => {
    const list = await get<AccountsList>('/api/accounts?lifecycle=pql')
    expect(list).toMatchObject({
      matching: 1,
      accounts: [{ id: 'acme', people: 1, pql: ['trial-pql'] }],
    })
    const account = await get<AccountDetail>(`/api/accounts/${key(acme)}`)
    expect(account).toMatchObject({
      name: 'Acme',
      people: 1,
      traits: [{ name: 'employees', value: 40 }],
      members: [{ person: ada, name: 'Ada', events: 3 }],
      leads: [{ pql: 'trial-pql', pqlName: 'Trial account ready for sales' }],
    })
    expect(account.activity).toHaveLength(28)
    const line = await get<Timeline>(`/api/accounts/${key(acme)}/timeline`)
    expect(line.items).toHaveLength(5)
  })

  it('are found, as people are, under the address that alerts link to', async () => {
    const account = await get<AccountDetail>(`/api${subjectPath(acme)}`)
    const person = await get<PersonDetail>(`/api${subjectPath(ada)}`)
    expect([account.subject, person.subject]).toEqual([acme, ada])
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
    expect(setup.published).toEqual({ milestone: true, guide: true })
  })

  it('called the guide step done where a guide had only missed its place on the page', async () => {
    const message = { engagement: 'remind-to-install', guide: 'install-the-code', decision: 'd1' }
    const report = async (version: number, what: 'missed' | 'rendered') => {
      const step = { t: 'message', ...message, what, at: t0 + version * minute } as const
      await insertRows(d.store, { transitions: [transitionRow(visitor, version, step)] })
      return (await get<Setup>('/api/setup')).steps.guide
    }
    expect(await report(8, 'missed')).toBe(false)
    expect(await report(9, 'rendered')).toBe(true)
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
    const to = { subject: acme, pql: 'trial-pql' }
    const { key, header, rest } = await workCommand(d, '/api/leads', { ...to, do: 'claim' })
    expect([key, rest]).toEqual([acme, '[]'])
    expect(header).toMatchObject({
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
    expect(done.precision).toEqual([
      { pql: 'trial-pql', turned: 1, won: 1, closed: 1, customers: 0 },
    ])
    expect(done.counts).toEqual({ open: 0, mine: 0, snoozed: 0, done: 1 })
  })

  it('refuse actions that make no sense', async () => {
    expect((await act({ do: 'snooze', until: 5 })).status).toBe(400)
    expect((await act({ do: 'outcome' })).status).toBe(400)
    expect((await act({ do: 'claim', pql: 'no-such' })).status).toBe(404)
    expect((await act({ do: 'claim', subject: 'staging/g/acme' })).status).toBe(400)
  })
})

describe('the journey', () => {
  it('lost whoever went on without a step that one may skip', async () => {
    const ahead = 'production/g/ahead'
    const reached = { t: 'milestone', id: 'feature-map-set-up', what: 'reached', at: t0 } as const
    await insertRows(d.store, {
      subjects: [subjectRow({ subject: ahead })],
      transitions: [transitionRow(ahead, 1, reached)],
    })
    const { journey } = await get<Overview>('/api/overview')
    expect(journey).toMatchObject([
      { id: 'code-installed', reached: 1, came: 2 },
      { id: 'feature-map-set-up', reached: 1, came: 1 },
    ])
  })
})
