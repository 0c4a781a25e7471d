import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp } from '../support/waymark.ts'
import { type Visit, visit } from './visit.ts'

const news = `
kind: guide
id: news
type: feed
launcher: { label: News }
steps:
  - { id: sharing, date: 2026-01-02, content: [{ heading: Reports can be shared }], reactions: [Great] }
---
kind: engagement
id: send-news
audience: { did: { event: Signed Up } }
send: [{ guide: news }]
caps: none
---
kind: guide
id: thanks
type: modal
steps: [{ content: [{ heading: Glad you like it }, { button: { label: Close it, action: { complete: true } } }] }]
---
kind: engagement
id: thank-for-it
audience: { guide: { id: news, was: answered, answer: { to: sharing, eq: Great } } }
send: [{ guide: thanks }]
`

test('what was read on one device is read on the other, and what was answered can be asked for', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  const file = join(data.path, 'news.yaml')
  await writeFile(file, news)
  expect(await waymark.command('apply', file)).toMatchObject({ status: 0 })
  const device = async (): Promise<Visit> => {
    const opened = await visit(await browser.newContext({ reducedMotion: 'reduce' }), host.url)
    await opened.call('identify', 'ada')
    return opened
  }
  const phone = await device()
  await phone.call('track', 'Signed Up')
  const laptop = await device()
  const unread = { name: 'News 1 unread' }
  const read = { name: 'News', exact: true }
  await laptop.page.getByRole('button', unread).waitFor()
  await phone.page.getByRole('button', unread).click()
  await phone.page.getByRole('button', { name: 'Close' }).click()
  await laptop.page.getByRole('button', read).waitFor()
  await laptop.page.reload()
  await laptop.page.getByRole('button', read).click()
  await laptop.page.getByRole('button', { name: 'Great' }).click()
  await phone.page.getByRole('dialog', { name: 'Glad you like it' }).waitFor()
  expect([...phone.problems, ...laptop.problems]).toEqual([])
})
