import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import type { Waymark } from '../support/waymark.ts'
import { visit } from './visit.ts'

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
export const publishImage = async (waymark: Waymark, data: string): Promise<void> => {
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
export const lookAtImage = async (waymark: Waymark): Promise<void> => {
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
export const rollImageBack = async (
  waymark: Waymark,
  data: string,
  killDashboard: () => Promise<void>,
) => {
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
