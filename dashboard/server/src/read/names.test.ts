import type { Names } from '@waymark/schemas/api/names'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acme, ada, subjects, visitor } from '../support/company.ts'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow } from '../support/rows.ts'

const mailOnly = 'production/u/mail-only'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
  const more = [subjectRow({ subject: mailOnly, email: 'kim@acme.example' })]
  await insertRows(d.store, { subjects: [...subjects, ...more] })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const names = async (of: readonly string[]): Promise<Names['names']> => {
  const query = new URLSearchParams(of.map((key): [string, string] => ['of', key]))
  const answer = await d.send<Names>('GET', `/api/names?${query}`)
  expect(answer.status).toBe(200)
  return answer.body.names
}

describe('names', () => {
  it('are told of people and accounts; who has none but an e-mail is called by it', async () => {
    expect(await names([ada, acme, mailOnly, 'production/a/v2', 'production/u/nobody'])).toEqual({
      [ada]: 'Ada Lovelace',
      [acme]: 'Acme',
      [mailOnly]: 'kim@acme.example',
    })
  })

  it('of a visitor are those of whom they became', async () => {
    expect(await names([visitor])).toEqual({ [visitor]: 'Ada Lovelace' })
  })

  it('are told of users and tokens, so that nobody reads an id where a colleague is meant', async () => {
    const me = await d.send<{ user: { id: string } }>('GET', '/api/me')
    expect(await names([d.made.owner, me.body.user.id])).toEqual({
      [d.made.owner]: 'Owner',
      [me.body.user.id]: 'Command line on this machine',
    })
  })

  it('of another environment are not told', async () => {
    expect(await names(['staging/u/else'])).toEqual({})
  })

  it('are none where none are asked for, and too many are refused', async () => {
    expect(await names([])).toEqual({})
    const many = new URLSearchParams(
      Array.from({ length: 101 }, (_, i): [string, string] => ['of', `x${i}`]),
    )
    expect((await d.send('GET', `/api/names?${many}`)).status).toBe(400)
  })
})
