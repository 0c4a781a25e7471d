import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSdkFiles } from '../sdk-files/read-sdk-files.ts'
import { openIngest } from '../testing/open-ingest.ts'

const core = `globalThis.waymark = {${'/* the core */'.repeat(50)}}`
const type = 'text/javascript; charset=utf-8'
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waymark-sdk-'))
  const manifest = {
    'waymark.js': { file: 'waymark.js', type, hash: 'h1', immutable: false },
    'guide-h2.js': { file: 'guide-h2.js', type, hash: 'h2', immutable: true },
    'integrity.json': {
      file: 'integrity.json',
      type: 'application/json',
      hash: 'h3',
      immutable: false,
    },
  }
  await writeFile(join(dir, 'files.json'), JSON.stringify(manifest))
  await writeFile(join(dir, 'waymark.js'), core)
  await writeFile(join(dir, 'guide-h2.js'), 'export {}')
  await writeFile(join(dir, 'integrity.json'), '{}')
})

afterAll(() => rm(dir, { recursive: true, force: true }))

const openWithFiles = async () => openIngest({ deps: { sdkFiles: await readSdkFiles(dir) } })

test('the core is kept shortly and asked for again by its tag', async () => {
  await using open = await openWithFiles()
  const answer = await open.get('/sdk/waymark.js')
  expect(answer.text).toBe(core)
  expect(answer.headers).toMatchObject({
    'content-type': type,
    'cache-control': 'public, max-age=300',
    etag: '"h1"',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
  })
  expect((await open.get('/sdk/waymark.js', { 'if-none-match': '"h1"' })).status).toBe(304)
})

test('files with a hash in their name never change', async () => {
  await using open = await openWithFiles()
  const { headers } = await open.get('/sdk/guide-h2.js')
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test('files come compressed to those who accept it', async () => {
  await using open = await openWithFiles()
  const raw = (encoding: string) =>
    open.ingest.app.inject({ url: '/sdk/waymark.js', headers: { 'accept-encoding': encoding } })
  const brotli = await raw('gzip, deflate, br')
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli.rawPayload).toString()).toBe(core)
  const gzip = await raw('gzip;q=1.0, br;q=0')
  expect(gzip.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(core)
})

test.each(['/sdk/nothing.js', '/sdk/files.json', '/sdk/..%2f..%2fpackage.json', '/sdk/__proto__'])(
  '%s is not served',
  async (path) => {
    await using open = await openWithFiles()
    expect((await open.get(path)).status).toBe(404)
  },
)
