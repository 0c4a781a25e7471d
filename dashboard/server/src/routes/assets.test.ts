import { limits } from '@waymark/schemas'
import type { AssetItem } from '@waymark/schemas/api/assets'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  d = await openDashboard()
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

const png = (more: number, size = 40): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    Buffer.alloc(size, more),
  ])

type Failure = { readonly error: { readonly code: string; readonly message: string } }

const add = <Body = AssetItem>(bytes: Buffer, sent: { token?: string; name?: string } = {}) =>
  d.send<Body>('POST', '/api/assets', {
    body: {
      data: bytes.toString('base64'),
      ...(sent.name === undefined ? {} : { name: sent.name }),
    },
    ...(sent.token === undefined ? {} : { token: sent.token }),
  })
const listed = async (): Promise<readonly AssetItem[]> =>
  (await d.send<{ assets: readonly AssetItem[] }>('GET', '/api/assets')).body.assets

it('an image is named by what is in it: the same bytes are kept once', async () => {
  const first = await add(png(1), { name: ' logo.png ' })
  expect(first.status).toBe(201)
  expect(first.body).toMatchObject({ type: 'image/png', bytes: 48, name: 'logo.png' })
  expect(first.body.src).toBe(`/sdk/assets/${first.body.id}`)
  expect(first.body.id).toMatch(/^[\w-]{43}$/)
  const again = await add(png(1), { name: 'other.png' })
  expect(again.body).toEqual(first.body)
  const other = await add(png(2))
  expect(other.body.id).not.toBe(first.body.id)
  expect(new Set((await listed()).map(({ id }) => id))).toEqual(
    new Set([first.body.id, other.body.id]),
  )
})

it.each([
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['a page that is called an image', '<!doctype html><script>alert(1)</script>'],
])('%s is refused, whatever its name', async (_what, text) => {
  const { status, body } = await add<Failure>(Buffer.from(text), { name: 'logo.png' })
  expect([status, body.error.code]).toEqual([400, 'invalid_body'])
  expect(body.error.message).toMatch(/no PNG, JPEG, GIF, WebP or AVIF image. SVG is not taken/)
})

it('an image that is too large is refused, and so is what is no base64', async () => {
  const large = await add<Failure>(png(3, limits.assetBytes))
  expect([large.status, large.body.error.code]).toEqual([413, 'request_too_large'])
  const wrong = await d.send<Failure>('POST', '/api/assets', { body: { data: '§§§' } })
  expect(wrong.status).toBe(400)
})

it('authors and publishers add images; who only looks or sells does not', async () => {
  for (const role of ['author', 'publisher', 'admin'] as const) {
    expect((await add(png(4), { token: await d.tokenOf(role) })).status).toBe(201)
  }
  for (const role of ['analyst', 'sdr'] as const) {
    expect((await add(png(5), { token: await d.tokenOf(role) })).status).toBe(403)
  }
})

it('an image that a published guide shows cannot be removed', async () => {
  const { body } = await add(png(6))
  const guide = (src: string) => ({
    kind: 'guide',
    id: 'with-a-picture',
    type: 'modal',
    steps: [{ content: [{ image: { src, alt: 'Our logo' } }] }],
  })
  const apply = (src: string) =>
    d.send('POST', '/api/definitions/apply', { body: { documents: [guide(src)] } })
  expect((await apply(body.src)).status).toBe(200)
  expect((await listed()).find(({ id }) => id === body.id)?.shownBy).toEqual([
    'production/guide/with-a-picture',
  ])
  const refused = await d.send<Failure>('DELETE', `/api/assets/${body.id}`)
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    '"with-a-picture" shows it. Take it out there, then remove it.',
  ])
  const missing = await d.send<{ problems: readonly { message: string }[] }>(
    'POST',
    '/api/definitions/apply',
    { body: { documents: [guide('/sdk/assets/not-there')] } },
  )
  expect([missing.status, missing.body.problems[0]?.message]).toEqual([
    422,
    'there is no image /sdk/assets/not-there; waymark asset add uploads one',
  ])
  expect((await apply('https://cdn.example/logo.png')).status).toBe(200)
  expect((await d.send('DELETE', `/api/assets/${body.id}`)).status).toBe(204)
  expect((await listed()).some(({ id }) => id === body.id)).toBe(false)
  expect((await d.send('DELETE', `/api/assets/${body.id}`)).status).toBe(404)
})
