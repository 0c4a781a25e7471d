import { execFile } from 'node:child_process'
import { copyFile, mkdtempDisposable, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../test/support/browser.ts'
import type { BuiltFiles } from '../scripts/build-files.ts'
import { decision, listen, startCollector } from './collector.ts'
import type { Browser } from './stage.ts'

const run = promisify(execFile)
const examples = fileURLToPath(new URL('../../examples', import.meta.url))

/** The example brings its own: ingest serves it none. */
const bundled: BuiltFiles = { served: {}, manifest: {}, snippet: { stub: '', hash: '' } }

let browser: Browser
beforeAll(async () => {
  browser = await startBrowser()
})
afterAll(() => browser.close())

/** Serves an example as its own server would, with the key and the address filled in. */
const serveExample = async (folder: string, host: string) => {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://app').pathname)
    if (path === '/') {
      const html = await readFile(join(folder, 'index.html'), 'utf8')
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      response.end(html.replace(/data-host="[^"]*"/, `data-host="${host}"`))
      return
    }
    const code = await readFile(join(folder, path)).catch(() => undefined)
    response.writeHead(code ? 200 : 404, { 'content-type': 'text/javascript; charset=utf-8' })
    response.end(code)
  })
  const origin = await listen(server)
  return {
    origin,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

test.each(['react', 'vue'])('the example of %s is built, and does what it says', async (name) => {
  const folder = join(examples, name)
  await run(process.execPath, ['build.ts'], { cwd: folder })
  await using collector = await startCollector(bundled)
  await using app = await serveExample(folder, collector.origin)
  collector.decide(() => [decision('welcome')])
  const context = await browser.newContext()
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(app.origin)
  await page.locator('li', { hasText: 'welcome' }).waitFor()
  await page.getByRole('button', { name: 'Export' }).click()
  await collector.until(() => collector.named('Report Exported').length)
  await page.getByRole('button', { name: 'Upgrade' }).click()
  const plans = () =>
    collector.events.flatMap(({ type, traits }) => (type === 'identify' ? [traits?.plan] : []))
  await collector.until(() => plans().includes('pro'))
  collector.decide(() => [])
  await collector.until(() => collector.streams() > 0)
  collector.push()
  await page.locator('li').waitFor({ state: 'detached' })
  expect(collector.named('Report Exported')[0]).toMatchObject({
    userId: 'ann',
    properties: { format: 'csv' },
  })
  expect(plans()).toEqual(['free', 'pro'])
  expect(errors).toEqual([])
  await context.close()
})

test('a React app in strict mode said twice who is signed in', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'waymark-react-'))
  const example = join(examples, 'react')
  await copyFile(join(example, 'index.html'), join(folder.path, 'index.html'))
  await build({
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', logLevel: 'silent' },
    entryPoints: [join(example, 'app.tsx')],
    outdir: join(folder.path, 'dist'),
    // Only there are effects run twice.
    define: { 'process.env.NODE_ENV': '"development"' },
  })
  await using collector = await startCollector(bundled)
  await using app = await serveExample(folder.path, collector.origin)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(app.origin)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('button', { name: 'Upgrade' }).click()
  const told = () =>
    collector.events.map(({ type, event, traits }) => traits?.plan ?? event ?? type)
  await collector.until(() => told().includes('pro'))
  const once = ['$click', '$click', 'Report Exported', 'free', 'page', 'pro']
  expect(told().toSorted()).toEqual(once)
  await context.close()
})

test('a React app whose token came later was never proved, and traits with a BigInt took it down', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'waymark-react-'))
  const example = join(examples, 'react')
  await copyFile(join(example, 'index.html'), join(folder.path, 'index.html'))
  await build({
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', logLevel: 'silent' },
    jsx: 'automatic',
    stdin: { contents: lateToken, resolveDir: example, loader: 'tsx' },
    outdir: join(folder.path, 'dist'),
    entryNames: 'app',
  })
  await using collector = await startCollector(bundled)
  await using app = await serveExample(folder.path, collector.origin)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(app.origin)
  await page.getByRole('button', { name: 'Fetch' }).click()
  const proved = await collector.until(() => collector.batches.find(({ token }) => token))
  expect(proved).toMatchObject({ token: 'of-ann', batch: [{ type: 'identify', userId: 'ann' }] })
  await page.getByRole('button', { name: 'Add a BigInt' }).click()
  await page.getByRole('button', { name: 'Fetch' }).click()
  await collector.until(() => collector.named('$sdk_error').length)
  expect(await page.getByRole('button').count()).toBe(2)
  await context.close()
})

const lateToken = `
import { createWaymark } from '@waymark/sdk'
import { useIdentify, WaymarkProvider } from '@waymark/sdk/react'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const root = document.querySelector('#app')
const client = createWaymark({ ...root.dataset, clicks: false, guides: 'off' })
const App = () => {
  const [more, setMore] = useState({})
  useIdentify({ userId: 'ann', ...more })
  return [
    <button key="token" onClick={() => setMore({ token: 'of-ann' })}>Fetch</button>,
    <button key="big" onClick={() => setMore({ traits: { big: 1n } })}>Add a BigInt</button>,
  ]
}
createRoot(root).render(<WaymarkProvider client={client}><App /></WaymarkProvider>)
`
