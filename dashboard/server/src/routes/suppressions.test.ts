import { followTopic } from '@waymark/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'
import { insertRows, subjectRow } from '../support/rows.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const commands = async (): Promise<readonly string[]> => {
  const found: string[] = []
  const following = await followTopic(d.log, 'events', ({ records }) => {
    for (const { key, value } of records) {
      const head =
        Buffer.from(value ?? [])
          .toString('utf8')
          .split('\n', 1)[0] ?? ''
      if (head.includes('"kind":"command"')) found.push(`${key} ${JSON.parse(head).command.do}`)
    }
  })
  await following.caughtUp
  await following.stop()
  return found
}

it('takes an address on the list and off it, and whoever did so stands in the audit', async () => {
  const added = await d.send('POST', '/api/suppressions', {
    body: { address: 'Nobody@Example.com' },
  })
  expect(added.status).toBe(201)
  const list = await d.send('GET', '/api/suppressions')
  expect(list.body).toMatchObject({
    suppressions: [{ address: 'nobody@example.com', why: 'unsubscribed' }],
  })
  expect(JSON.stringify(list.body)).not.toContain('"subject"')
  const removed = await d.send('DELETE', '/api/suppressions?address=nobody%40example.com')
  expect(removed.body).toMatchObject({ suppressions: [{ address: 'nobody@example.com' }] })
  expect((await d.send('GET', '/api/suppressions')).body).toEqual({ suppressions: [] })
  const again = await d.send('DELETE', '/api/suppressions?address=nobody%40example.com')
  expect(again.body).toEqual({ suppressions: [] })
  const audit = JSON.stringify((await d.send('GET', '/api/audit')).body)
  expect(audit).toContain('suppression.add')
  expect(audit).toContain('suppression.remove')
  expect(await commands()).toEqual([])
})

it('tells everybody who has the address, and tells them again when it is taken off', async () => {
  await insertRows(d.store, {
    subjects: [
      subjectRow({ subject: 'production/u/ann', email: 'Ann@Example.com' }),
      subjectRow({ subject: 'production/u/anna', email: 'ann@example.com' }),
      subjectRow({ subject: 'production/u/bob', email: 'bob@example.com' }),
    ],
  })
  await d.send('POST', '/api/suppressions', {
    body: { address: 'ann@example.com', why: 'bounced' },
  })
  expect(new Set(await commands())).toEqual(
    new Set(['production/u/ann suppress', 'production/u/anna suppress']),
  )
  const removed = await d.send('DELETE', '/api/suppressions?address=Ann%40Example.com')
  expect(removed.body).toMatchObject({ suppressions: [{ why: 'bounced' }, { why: 'bounced' }] })
  expect((await commands()).filter((one) => one.endsWith('unsuppress'))).toHaveLength(2)
})

it('refuses what is no address, and a reason that there is not', async () => {
  const body = { address: 'nobody' }
  expect((await d.send('POST', '/api/suppressions', { body })).status).toBe(400)
  const wrong = { address: 'a@b.example', why: 'bored' }
  expect((await d.send('POST', '/api/suppressions', { body: wrong })).status).toBe(400)
})
