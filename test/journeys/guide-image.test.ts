import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startCluster } from '../support/cluster.ts'
import { findEngines, wantsAllEngines } from '../support/engines.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Waymark } from '../support/waymark.ts'
import { visit } from './visit.ts'

const { missing } = await findEngines()
const runs = missing.length === 0 || wantsAllEngines(process.env)

const picture = join(import.meta.dirname, '../../docs/guides/modal-light.png')

const guide = (src: string): string => `
kind: guide
id: look
type: modal
steps: [{ content: [{ image: { src: "${src}", alt: How it looks } }, { heading: Look }] }]
---
{ kind: engagement, id: send-look, audience: { did: { event: Signed Up } }, send: [{ guide: look }] }
`

/** What an author does, at the command line. */
const publish = async (waymark: Waymark, data: string): Promise<void> => {
  const folder = join(data, 'files')
  await mkdir(folder)
  await writeFile(join(folder, 'logo.svg'), '<svg onload="alert(1)"></svg>')
  const refused = await waymark.command('asset', 'add', join(folder, 'logo.svg'))
  expect(refused.status).toBe(1)
  expect(refused.err).toMatch(/SVG is not taken/)
  const added = await waymark.command('asset', 'add', picture)
  expect(added.status).toBe(0)
  const src = added.out.trim()
  expect(src).toMatch(/^\/sdk\/assets\/[\w-]{43}$/)
  expect((await waymark.command('asset', 'list')).out).toContain('modal-light.png')
  const definitions = join(folder, 'look.yaml')
  await writeFile(definitions, guide(src))
  expect(await waymark.command('apply', definitions)).toMatchObject({ status: 0 })
  const removed = await waymark.command('asset', 'remove', src)
  expect(removed.err).toMatch(/"look" shows it/)
}

/** What somebody sees for whom the guide is. */
const look = async (waymark: Waymark): Promise<void> => {
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  const opened = await visit(await browser.newContext({ reducedMotion: 'reduce' }), host.url)
  await opened.call('identify', 'ada')
  await opened.call('track', 'Signed Up')
  const image = opened.page.getByRole('img', { name: 'How it looks' })
  await image.waitFor()
  const width = () => image.evaluate((drawn) => (drawn as HTMLImageElement).naturalWidth)
  await expect.poll(width).toBe((await readFile(picture)).readUInt32BE(16))
  expect(opened.problems).toEqual([])
}

/** What an author does after a change that turned out badly, while the dashboard dies in between. */
const goBack = async (waymark: Waymark, data: string, killDashboard: () => Promise<void>) => {
  const file = join(data, 'files', 'look.yaml')
  const before = await readFile(file, 'utf8')
  await writeFile(file, before.replace('heading: Look', 'heading: Lok'))
  expect(await waymark.command('apply', file)).toMatchObject({ status: 0 })
  await killDashboard()
  const listed = await waymark.command('versions', 'guide/look')
  expect(listed.out).toMatch(
    /^v2 .*\n {4}~ steps\[0\]\.content\[1\]\.heading: "Look" → "Lok"\nv1 .*\n$/,
  )
  const back = await waymark.command('rollback', 'guide/look', '--to', '1')
  expect([back.status, back.err]).toEqual([0, ''])
  await killDashboard()
  expect((await waymark.command('versions', 'guide/look')).out).toMatch(
    /^v3 .*rolled back to version 1/,
  )
}

test('an image goes from a file into a guide and onto the screen, also after a restart', async () => {
  await using data = await temporaryDirectory()
  {
    await using waymark = await startUp({ data: data.path })
    await publish(waymark, data.path)
  }
  await using waymark = await startUp({ data: data.path })
  await look(waymark)
})

test.skipIf(!runs)(
  'an image goes from the dashboard to an ingest that is another process, also to a new one, and its guide is rolled back by dashboards that die: on Kafka and ClickHouse',
  async () => {
    await using data = await temporaryDirectory()
    await using waymark = await startCluster()
    await publish(waymark, data.path)
    await waymark.replace('ingest')
    await look(waymark)
    await goBack(waymark, data.path, () => waymark.replace('dashboard'))
  },
)
