import type { StoredAsset } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { type OpenIngest, openIngest } from '../testing/open-ingest.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3, 4])

const write = async (open: OpenIngest, key: string, value: object | null): Promise<void> => {
  const bytes = value && new TextEncoder().encode(JSON.stringify(value))
  await open.log.append([{ topic: 'assets', key, value: bytes }])
}
const asset = (id: string, data: Buffer): StoredAsset => ({
  t: 'asset',
  id,
  type: 'image/png',
  data: data.toString('base64'),
  at: 0,
  by: 'usr_1',
})
const path = (id: string): string => `/sdk/assets/${id}`

test('an image is served for ever, to every page, and as nothing but an image', async () => {
  await using open = await openIngest()
  await write(open, 'a1', asset('a1', png))
  await expect.poll(async () => (await open.get(path('a1'))).status).toBe(200)
  const { rawPayload, headers } = await open.ingest.app.inject({ url: path('a1') })
  expect(rawPayload.equals(png)).toBe(true)
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'content-security-policy': "default-src 'none'; sandbox",
  })
})

test('what is no image is not served, though it lies in the log as one', async () => {
  await using open = await openIngest()
  await write(open, 'svg', asset('svg', Buffer.from('<svg onload="alert(1)"></svg>')))
  await write(open, 'broken', { t: 'asset' })
  await write(open, 'good', asset('good', png))
  await expect.poll(async () => (await open.get(path('good'))).status).toBe(200)
  for (const id of ['svg', 'broken', 'other', '__proto__']) {
    expect((await open.get(path(id))).status).toBe(404)
  }
})

test('an image that was removed is gone', async () => {
  await using open = await openIngest()
  await write(open, 'a1', asset('a1', png))
  await expect.poll(async () => (await open.get(path('a1'))).status).toBe(200)
  await write(open, 'a1', null)
  await expect.poll(async () => (await open.get(path('a1'))).status).toBe(404)
})
