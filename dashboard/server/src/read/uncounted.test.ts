import type { AccountDetail } from '@waymark/schemas/api/accounts'
import type { Explanation } from '@waymark/schemas/api/explanation'
import type { PersonDetail } from '@waymark/schemas/api/people'
import { expect, test } from 'vitest'
import { minute, visitor } from '../support/company.ts'
import { openCompany, read } from '../support/open-company.ts'
import { factRow, insertRows } from '../support/rows.ts'

const key = encodeURIComponent

test('the pages of a person and of their account say how much came too fast to count, and when', async () => {
  await using d = await openCompany()
  const person = () => read<PersonDetail>(d, `/api/people/${key('production/u/ada')}`)
  const account = () => read<AccountDetail>(d, `/api/accounts/${key('production/g/acme')}`)
  expect(await person()).not.toHaveProperty('uncounted')
  expect(await account()).not.toHaveProperty('uncounted')
  const to = Date.now()
  const from = to - minute
  const tooMuch = (message_id: string, time_ms: number, more = {}) =>
    factRow({ message_id, time_ms, counts: false, account: 'acme', ...more })
  const before = tooMuch('h1', from, { person: visitor, account: '' })
  const rows = [before, tooMuch('h2', from + 1), tooMuch('h2', from + 1), tooMuch('h3', to)]
  await insertRows(d.store, { events: [...rows, factRow({ time_ms: to, account: 'acme' })] })
  expect((await person()).uncounted).toEqual({ events: 3, from, to })
  const why = await read<Explanation>(d, '/api/explain?person=ada')
  expect(why.uncounted).toEqual({ events: 3, from, to })
  expect((await account()).uncounted).toEqual({ events: 2, from: from + 1, to })
})
