import type { Transition } from '@waymark/schemas'
import type { LeadList } from '@waymark/schemas/api/leads'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acme,
  ada,
  minute,
  reasons,
  subjects,
  t0,
  transitions,
  visitor,
} from '../support/company.ts'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, transitionRow } from '../support/rows.ts'
import { workCommand } from '../support/work-command.ts'

let d: OpenDashboard

const reader = { kind: 'pql', id: 'reader', level: 'person', fit: { trait: { name: 'x', eq: 1 } } }
const turned = (at: number): Transition => ({
  t: 'pql',
  id: 'reader',
  is: true,
  at,
  turn: 1,
  reasons,
})

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: [...trialSet, reader] } })
  await insertRows(d.store, {
    subjects,
    transitions: [
      ...transitions,
      transitionRow(visitor, 2, turned(t0 - 2 * minute)),
      transitionRow(ada, 8, turned(t0 + 2 * minute)),
    ],
  })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const inbox = async (view = 'open'): Promise<LeadList> =>
  (await d.send<LeadList>('GET', `/api/leads?view=${view}`)).body

const worked = (version: number, rest: object) =>
  insertRows(d.store, {
    transitions: [
      transitionRow(acme, version, {
        t: 'worked',
        pql: 'trial-pql',
        by: d.made.owner,
        ...rest,
      } as Transition),
    ],
  })

/** The command that a request about Acme's lead appends to the log. */
const commandAfter = async (body: object): Promise<unknown> =>
  (await workCommand(d, '/api/leads', { subject: acme, pql: 'trial-pql', ...body })).header

describe('the lead of a visitor who became somebody', () => {
  it('is one lead, of that somebody, by their name', async () => {
    const leads = (await inbox()).leads.filter((lead) => lead.pql === 'reader')
    expect(leads).toMatchObject([{ subject: ada, name: 'Ada Lovelace', since: t0 + 2 * minute }])
    expect(leads[0]?.history).toHaveLength(2)
  })

  it('is counted once, on the first screen too', async () => {
    expect((await inbox()).counts.open).toBe(2)
    expect((await d.send<{ leads: number }>('GET', '/api/overview')).body.leads).toBe(2)
  })
})

describe('a snoozed lead', () => {
  it('leaves the inbox until then, is listed under Snoozed, and comes back by itself', async () => {
    const until = d.now() + 86_400_000
    await worked(20, { do: 'snooze', until, at: d.now() })
    expect((await inbox()).leads.map((lead) => lead.subject)).toEqual([ada])
    const [snoozed] = (await inbox('snoozed')).leads
    expect(snoozed).toMatchObject({ subject: acme, snoozedUntil: until })
    expect(snoozed?.history.at(-1)?.says).toBe('Owner snoozed it.')
    d.wait(86_400_000)
    expect((await inbox()).leads.map((lead) => lead.subject)).toContain(acme)
    expect((await inbox('snoozed')).leads).toEqual([])
  })

  it('is taken back by waking it', async () => {
    const command = await commandAfter({ do: 'wake' })
    expect(command).toMatchObject({ kind: 'command', command: { do: 'snooze', pql: 'trial-pql' } })
    const { received, command: sent } = command as { received: number; command: { until: number } }
    expect(sent.until).toBe(received)
    await worked(21, { do: 'snooze', until: d.now() + 86_400_000, at: d.now() })
    expect((await inbox('snoozed')).leads).toHaveLength(1)
    await worked(22, { do: 'snooze', until: received, at: d.now() })
    expect((await inbox('snoozed')).leads).toEqual([])
  })
})

const refused = async (body: object): Promise<readonly unknown[]> => {
  const ends = await d.log.ends('events')
  const answer = await d.send<{ error: { code: string; at: string } }>('POST', '/api/leads', {
    body: { subject: acme, pql: 'trial-pql', do: 'claim', ...body },
  })
  expect(await d.log.ends('events')).toEqual(ends)
  return [answer.status, answer.body.error.code, answer.body.error.at]
}

describe('what cannot be done to a lead', () => {
  it('is to snooze it until no date there is, or for longer than a year', async () => {
    const no = [400, 'invalid_body', 'body.until']
    expect((await refused({ do: 'snooze', until: 9_007_199_254_740_991 }))[0]).toBe(400)
    for (const until of [undefined, 0, d.now() - 1, d.now() + 370 * 86_400_000]) {
      expect([until, await refused({ do: 'snooze', until })]).toEqual([until, no])
    }
    const until = d.now() + 360 * 86_400_000
    expect(await commandAfter({ do: 'snooze', until })).toMatchObject({ command: { until } })
  })

  it('is to work one of a subject or a PQL that is not there', async () => {
    for (const subject of ['production/g/nobody', 'production/g/acme2']) {
      expect(await refused({ subject })).toEqual([404, 'not_found', 'body.subject'])
    }
    expect(await refused({ pql: 'no-such' })).toEqual([404, 'not_found', 'body.pql'])
  })

  it('is to work one of a PQL about accounts for a person, or the other way round', async () => {
    expect(await refused({ subject: ada })).toEqual([400, 'invalid_body', 'body.subject'])
    expect(await refused({ pql: 'reader' })).toEqual([400, 'invalid_body', 'body.subject'])
  })
})

it('a visitor cannot be worked before they are known, and is told so', async () => {
  const answer = await d.send<{ error: { message: string } }>('POST', '/api/leads', {
    body: { subject: 'production/a/v2', pql: 'reader', do: 'claim' },
  })
  expect([answer.status, answer.body.error.message]).toEqual([
    400,
    'A visitor can be worked once they are known.',
  ])
})

describe('the lead of a person, which nobody asked about yet,', () => {
  let version = 30
  const folded = (rest: object) =>
    insertRows(d.store, {
      transitions: [
        transitionRow(ada, ++version, {
          ...{ t: 'worked', pql: 'reader', by: d.made.owner, at: d.now() },
          ...rest,
        } as Transition),
      ],
    })
  const ask = async (body: object, token?: string) => {
    const ends = await d.log.ends('events')
    const { status, body: answer } = await d.send<{
      error?: { code: string; message: string }
      says?: string
    }>('POST', '/api/leads', {
      body: { subject: ada, pql: 'reader', ...body },
      ...(token ? { token } : {}),
    })
    const isWritten = `${await d.log.ends('events')}` !== `${ends}`
    expect(isWritten).toBe(status === 202)
    return [status, answer.error?.code ?? '', answer.error?.message ?? answer.says]
  }

  it('was given back though nobody had it', async () => {
    const says = 'Nobody has claimed it: there is nothing to give back.'
    expect(await ask({ do: 'release' })).toEqual([409, 'too_late', says])
  })

  it('was given back by an SDR though another had claimed it', async () => {
    await folded({ do: 'claim' })
    const sdr = await d.tokenOf('sdr')
    expect(await ask({ do: 'claim' }, sdr)).toEqual([
      409,
      'too_late',
      'Owner has claimed it already. Ask them, or take another one.',
    ])
    expect((await ask({ do: 'release' }, sdr)).slice(0, 2)).toEqual([403, 'role_not_allowed'])
  })

  it('was given back by somebody who took back their own claim, which had come second', async () => {
    const publisher = await d.tokenOf('publisher')
    const says = 'Owner has claimed it, and it is not yours to give back.'
    const undo = { do: 'release', own: true }
    expect(await ask(undo, publisher)).toEqual([403, 'role_not_allowed', says])
  })

  it('was claimed, put off and closed again after it had been closed', async () => {
    await folded({ do: 'outcome', outcome: 'lost' })
    const until = d.now() + 86_400_000
    for (const body of [
      { do: 'claim' },
      { do: 'release' },
      { do: 'snooze', until },
      { do: 'wake' },
      { do: 'outcome', outcome: 'won' },
    ])
      expect(await ask(body)).toEqual([409, 'too_late', 'It is closed already.'])
  })

  it('was opened again by an SDR who had neither claimed nor closed it', async () => {
    const sdr = await d.tokenOf('sdr')
    expect(await ask({ do: 'reopen' }, sdr)).toEqual([
      403,
      'role_not_allowed',
      'It is not yours. With your role you open again only what you had claimed or have closed.',
    ])
  })

  it('was opened again though it was open', async () => {
    await folded({ do: 'reopen' })
    expect(await ask({ do: 'reopen' })).toEqual([409, 'too_late', 'It is not closed.'])
    const [lead] = (await inbox()).leads.filter(({ pql }) => pql === 'reader')
    expect(lead).not.toHaveProperty('closedById')
    expect(lead?.history.at(-1)?.says).toBe('Owner opened it again.')
  })

  it('is answered that the fold decides, where something was asked that the list does not show yet', async () => {
    await folded({ ...turned(d.now()), turn: 2 })
    const noted = [202, '', expect.stringContaining('unless somebody else was first')]
    expect(await ask({ do: 'claim' })).toEqual(noted)
    expect(await ask({ do: 'release' })).toEqual(noted)
    const reopen = await workCommand(d, '/api/leads', { subject: ada, pql: 'reader', do: 'reopen' })
    expect(reopen.header).toMatchObject({ command: { do: 'reopen', pql: 'reader' } })
  })
})
