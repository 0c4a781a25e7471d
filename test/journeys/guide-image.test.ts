import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
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

test('an image goes from a file into a guide and onto the screen, also after a restart', {
  timeout: 240_000,
}, async () => {
  await using data = await temporaryDirectory()
  const folder = join(data.path, 'files')
  await mkdir(folder)
  const definitions = join(folder, 'look.yaml')
  let src = ''
  {
    await using waymark = await startUp({ data: data.path })
    await writeFile(join(folder, 'logo.svg'), '<svg onload="alert(1)"></svg>')
    const refused = await waymark.command('asset', 'add', join(folder, 'logo.svg'))
    expect(refused.status).toBe(1)
    expect(refused.err).toMatch(/SVG is not taken/)
    const added = await waymark.command('asset', 'add', picture)
    expect(added.status).toBe(0)
    src = added.out.trim()
    expect(src).toMatch(/^\/sdk\/assets\/[\w-]{43}$/)
    expect((await waymark.command('asset', 'list')).out).toContain('modal-light.png')
    await writeFile(definitions, guide(src))
    expect(await waymark.command('apply', definitions)).toMatchObject({ status: 0 })
    const removed = await waymark.command('asset', 'remove', src)
    expect(removed.err).toMatch(/"look" shows it/)
  }
  await using waymark = await startUp({ data: data.path })
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
})
