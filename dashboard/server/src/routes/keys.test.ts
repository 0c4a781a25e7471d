import { hashKey } from '@waymark/runtime'
import type { DefinitionsRecord, StoredKey } from '@waymark/schemas'
import type { KeyItem } from '@waymark/schemas/api/access'
import { readRange } from '@waymark/storage'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const make = (type: KeyItem['type'], name: string) =>
  d.send<KeyItem>('POST', '/api/keys', { body: { type, name } })

const revoke = (id: string) =>
  d.send<{ error: { code: string; message: string } }>('DELETE', `/api/keys/${id}`)

const listed = async (): Promise<readonly KeyItem[]> =>
  (await d.send<{ keys: readonly KeyItem[] }>('GET', '/api/keys')).body.keys

const live = async (type: KeyItem['type']): Promise<readonly KeyItem[]> =>
  (await listed()).filter((key) => key.type === type && key.revoked === undefined)

/** The key as ingest finds it: the newest record in the log. */
const inTheLog = async (id: string): Promise<StoredKey | undefined> => {
  const records: DefinitionsRecord[] = []
  await readRange(d.log, { topic: 'definitions' }, ({ key, value }) => {
    if (key === `key/${id}` && value) records.push(JSON.parse(new TextDecoder().decode(value)))
  })
  const newest = records.at(-1)
  return newest?.t === 'key' ? newest : undefined
}

it('a new key of either type has a name, and ingest knows it by its hash', async () => {
  for (const [type, prefix] of [
    ['write', 'wk_'],
    ['server', 'sk_'],
  ] as const) {
    const { status, body } = await make(type, `  ${type} of the shop `)
    expect([status, body.name]).toEqual([201, `${type} of the shop`])
    expect(body.key?.startsWith(prefix)).toBe(true)
    const stored = await inTheLog(body.id)
    expect(stored).toMatchObject({ env: 'production', type, hash: hashKey(body.key ?? '') })
    expect(JSON.stringify(stored).includes(body.key ?? '')).toBe(type === 'write')
    expect(await listed()).toContainEqual(body)
  }
})

it('a key is rotated: make another, revoke the old one; the last of its type stays', async () => {
  const { body: second } = await make('server', 'second')
  const old = (await live('server')).filter(({ id }) => id !== second.id)
  expect(old.length).toBeGreaterThan(0)
  for (const { id } of old) expect((await revoke(id)).status).toBe(204)
  expect(await live('server')).toEqual([second])
  const last = await revoke(second.id)
  expect([last.status, last.body.error.message]).toEqual([
    400,
    'This is the last server key of production. Make another and change to it, then revoke this one.',
  ])
  expect(await live('server')).toEqual([second])
  for (const { id } of old) {
    expect((await inTheLog(id))?.revoked).toBeGreaterThan(0)
    expect((await revoke(id)).status).toBe(204)
  }
})

it('making and revoking a key is in the audit log', async () => {
  const { body } = await make('write', 'a short one')
  await revoke(body.id)
  const audit = await d.send<{ entries: readonly object[] }>('GET', '/api/audit')
  expect(audit.body.entries.slice(0, 2)).toMatchObject([
    { what: 'key.revoke', on: body.id, detail: 'a short one' },
    { what: 'key.make', on: body.id, detail: 'a short one, write' },
  ])
})

it('what is no key is not made, and what is not there is not revoked', async () => {
  expect((await make('write', ' ')).status).toBe(400)
  expect((await make('other' as 'write', 'x')).status).toBe(400)
  expect((await revoke('nothing')).status).toBe(404)
})
