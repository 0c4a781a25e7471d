import { join } from 'node:path'
import type { DefinitionList } from '@waymark/schemas/api/definitions'
import type { DraftList } from '@waymark/schemas/api/drafts'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { startUp, type Up } from '../support/waymark.ts'

const document = { type: 'modal', name: 'Welcome', steps: [{ content: [{ heading: 'Welcome' }] }] }

const openDefinitions = async (waymark: Up, page: Page): Promise<void> => {
  const { out } = await waymark.command('link', '--json')
  await page.goto((JSON.parse(out) as { readonly link: string }).link)
  await page.waitForURL((url) => url.pathname !== '/sign-in')
  await page.getByRole('link', { name: 'Guides and definitions' }).click()
}

const standing = async (waymark: Up): Promise<readonly string[]> => [
  ...(await waymark.get<DefinitionList>('/api/definitions')).definitions.map(
    ({ kind, id }) => `${kind}/${id}`,
  ),
  ...(await waymark.get<DraftList>('/api/drafts')).drafts.map(({ id }) => `draft ${id}`),
]

test('a wrong audience rule left a guide half published; now nothing is written until it is right', {
  timeout: 120_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: join(data.path, 'data') })
  await using browser = await startBrowser()
  await waymark.post('/api/drafts/guide/welcome', { env: 'production', version: 0, document })
  const page = await browser.newPage()
  await openDefinitions(waymark, page)

  await page.getByRole('button', { name: 'Publish…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Who is shown it?').selectOption('rule')
  const rule = dialog.getByLabel('The rule, as JSON')
  const publish = dialog.getByRole('button', { name: 'Publish', exact: true })
  await rule.fill('{ "did": { "evnt": "Signed Up" } }')
  await publish.click()
  await dialog.getByText('In the rule, at did').waitFor()
  expect(await standing(waymark)).toEqual(['draft welcome'])

  await rule.fill('{ "did": { "event": "Signed Up" } }')
  await publish.click()
  await page.getByText('Published as version 1').waitFor()
  expect(await standing(waymark)).toEqual(['engagement/show-welcome', 'guide/welcome'])
})

test('publishing to a segment was refused, whichever it was; it reaches those who are in it', {
  timeout: 120_000,
}, async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: join(data.path, 'data') })
  await using browser = await startBrowser()
  const rule = { did: { event: 'Login' } }
  await waymark.post('/api/definitions/apply', {
    documents: [
      { kind: 'segment', id: 'busy', name: 'Busy', level: 'person', rule },
      { kind: 'segment', id: 'large', name: 'Large', level: 'account', rule },
    ],
  })
  for (const id of ['hello', 'welcome'])
    await waymark.post(`/api/drafts/guide/${id}`, {
      ...{ env: 'production', version: 0 },
      document: { ...document, name: id },
    })
  const page = await browser.newPage()
  await openDefinitions(waymark, page)
  for (const [id, label] of [
    ['hello', 'Busy'],
    ['welcome', 'Large: people of these accounts'],
  ] as const) {
    const draft = page.getByRole('region', { name: 'Drafts' }).getByRole('listitem')
    await draft.filter({ hasText: id }).getByRole('button', { name: 'Publish…' }).click()
    const dialog = page.getByRole('dialog', { name: `Publish “${id}”` })
    await dialog.getByLabel('Who is shown it?').selectOption({ label })
    await dialog.getByText('That is 0 people now.').waitFor()
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  const { definitions } = await waymark.get<DefinitionList>('/api/definitions')
  const audiences = definitions.flatMap(({ definition }) =>
    definition.kind === 'engagement' ? [definition.audience] : [],
  )
  expect(audiences).toEqual([
    { segment: { id: 'busy' } },
    { account: { segment: { id: 'large' } } },
  ])

  // What shows a guide is stopped by itself, and can be put back as it was.
  const engagements = async () =>
    (await standing(waymark)).filter((name) => name.startsWith('engagement/'))
  await page.locator('#engagement-show-hello').getByRole('button', { name: 'Unpublish' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop', exact: true }).click()
  await expect.poll(engagements).toEqual(['engagement/show-welcome'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(engagements).toEqual(['engagement/show-hello', 'engagement/show-welcome'])
})
