import type { Champion } from '@waymark/schemas'
import type { AccountDetail } from '@waymark/schemas/api/accounts'
import type { Lead, LeadList } from '@waymark/schemas/api/leads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { acme, ada, minute, reasons, t0 } from '../support/company.ts'
import { trialSet } from '../support/documents.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow, transitionRow } from '../support/rows.ts'

const bob = 'production/u/bob'
const gone = 'production/g/gone'

let d: OpenDashboard

const turned = (subject: string, pql: string, champion: Champion) =>
  transitionRow(subject, 3, {
    t: 'pql',
    id: pql,
    is: true,
    at: t0 + 5 * minute,
    turn: 1,
    reasons,
    champion,
  })

const membersOf = (members: object): string =>
  JSON.stringify({ v: 1, kind: 'account', traits: {}, mile: {}, members })

const adaThen = { person: ada, name: 'Ada', seen: t0, events: 3 }
const unseen = '\u200b\u2060'

beforeAll(async () => {
  d = await openDashboard()
  await d.send('POST', '/api/definitions/apply', { body: { documents: trialSet } })
  await insertRows(d.store, {
    subjects: [
      subjectRow({
        subject: acme,
        name: unseen,
        state: membersOf({
          [ada]: { name: 'Ada', seen: t0, n: 30, left: true },
          [bob]: { name: 'Bob Ode', role: 'CTO', seen: t0 + minute, n: 2, champion: ['trial-pql'] },
          'production/u/cy': { name: 'Cy', seen: t0, n: 20 },
        }),
      }),
      subjectRow({ subject: gone, name: 'Gone Ltd' }),
      subjectRow({ subject: bob, name: unseen, email: 'bob@acme.example', account: 'acme' }),
    ],
    transitions: [
      turned(acme, 'trial-pql', adaThen),
      turned(gone, 'old-pql', { ...adaThen, name: unseen }),
    ],
  })
})
afterAll(() => d[Symbol.asyncDispose]())

const leadOf = async (subject: string): Promise<Lead | undefined> => {
  const { leads } = (await d.send<LeadList>('GET', '/api/leads')).body
  return leads.find((lead) => lead.subject === subject)
}

const nowBob = { person: bob, name: 'Bob Ode', role: 'CTO', seen: t0 + minute, events: 2 }

it('a lead went on naming a champion who had left the account since it turned', async () => {
  const lead = await leadOf(acme)
  expect(lead?.champion).toEqual(nowBob)
  expect(lead?.history[0]?.says).toBe(
    'Turned Trial account ready for sales; the champion then: Ada.',
  )
  const path = `/api/accounts/${encodeURIComponent(acme)}`
  expect((await d.send<AccountDetail>('GET', path)).body.leads[0]?.champion).toEqual(nowBob)
})

it('a lead keeps the champion of its turn where nothing is known of the members now', async () => {
  expect((await leadOf(gone))?.champion).toEqual({ person: ada, seen: t0, events: 3 })
})

it('a name of which nothing can be seen was shown instead of the e-mail or the id', async () => {
  expect((await leadOf(acme))?.name).toBe('acme')
  const { people } = (await d.send<{ people: readonly object[] }>('GET', '/api/people?search=bob'))
    .body
  expect(people).toHaveLength(1)
  expect(people[0]).not.toHaveProperty('name')
  const names = await d.send('GET', `/api/names?of=${encodeURIComponent(bob)}`)
  expect(names.body).toEqual({ names: { [bob]: 'bob@acme.example' } })
})

const act = (body: object) => d.send('POST', '/api/leads', { body: { subject: gone, ...body } })

it('a lead whose PQL was deleted meanwhile could be neither claimed nor closed', async () => {
  expect((await act({ pql: 'old-pql', do: 'claim' })).status).toBe(202)
  expect((await act({ pql: 'old-pql', do: 'outcome', outcome: 'won' })).status).toBe(202)
  expect(await act({ pql: 'never-was', do: 'claim' })).toMatchObject({
    status: 404,
    body: { error: { at: 'body.pql' } },
  })
})
