import type { CssCheck } from '@waymark/schemas'
import type { ApplyResult } from '@waymark/schemas/api/definitions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCompany } from '../support/open-company.ts'
import type { OpenDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openCompany()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

test('CSS that is being written is told of by line: what it would be refused for, and what nobody checks', async () => {
  const css = '.primary {\n  color: #fff;\n}\n.close { display: none }'
  const { status, body } = await d.send<CssCheck>('POST', '/api/brand/css', { body: { css } })
  expect(status).toBe(200)
  expect(body.faults.map(({ line }) => line)).toEqual([4, 4])
  expect(body.doubts).toEqual([{ line: 2, message: expect.stringContaining('nobody checks') }])
  const long = { css: 'x'.repeat(4097) }
  expect((await d.send('POST', '/api/brand/css', { body: long })).status).toBe(400)
})

test('hostile CSS of a brand is not saved; what is saved says what nobody checks', async () => {
  const apply = (css: string) => {
    const documents = [{ kind: 'brand', id: 'project', css }]
    return d.send<ApplyResult>('POST', '/api/definitions/apply', { body: { documents } })
  }
  const refused = await apply('.primary {\n  background: \\75rl(https://evil.test);\n}')
  expect(refused.status).toBe(422)
  expect(JSON.stringify(refused.body)).toContain('css: line 2: ')
  const written = await apply('.primary { border-radius: 99px }\n.pill { background: #1d4ed8 }')
  expect(written.body.changes).toMatchObject([
    { kind: 'brand', what: 'new', says: expect.stringContaining('in line 2') },
  ])
})
