import type { Definition } from '@waymark/schemas'
import type { PersonDetail } from '@waymark/schemas/api/people'
import { expect, test } from 'vitest'
import { startBrowser } from '../support/browser.ts'
import { startHostApp } from '../support/host-app.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { until } from '../support/until.ts'
import { apply, environment, startUp } from '../support/waymark.ts'
import { type Visit, visit } from './visit.ts'

const pages = [1, 2, 3] as const

const definitions: readonly Definition[] = [
  ...pages.flatMap((n): readonly Definition[] => [
    {
      kind: 'guide',
      id: `news-${n}`,
      type: 'modal',
      trigger: { url: `/page-${n}` },
      steps: [{ content: [{ heading: `News ${n}` }, { text: 'Something new.' }] }],
    },
    {
      kind: 'engagement',
      id: `tell-${n}`,
      audience: { did: { event: 'Signed Up' } },
      send: [{ guide: `news-${n}` }],
      caps: 'none',
    },
  ]),
  { kind: 'policy', id: 'project', caps: [{ max: 1, within: '1d' }] },
]

const newsIn = ({ page }: Visit) => page.getByRole('dialog', { name: /^News/ })

test('two tabs and a phone: of three messages she is shown one, and of the others it is on the record why', async () => {
  await using data = await temporaryDirectory()
  await using waymark = await startUp({ data: data.path })
  await using host = await startHostApp({ ...waymark, body: '<h1>Acme</h1>' })
  await using browser = await startBrowser()
  await apply(waymark, definitions)
  const laptop = await browser.newContext()
  const phone = await browser.newContext()

  const start = await visit(laptop, `${host.url}/welcome`)
  await start.call('identify', 'eve')
  await start.call('track', 'Signed Up')
  const eve = (): Promise<PersonDetail> =>
    waymark.get(`/api/people/${encodeURIComponent(`${environment}/u/eve`)}`)
  await until(async () => {
    const { messages } = await eve()
    expect(messages.map(({ status }) => status)).toEqual(['decided', 'decided', 'decided'])
  })

  const first = await visit(laptop, `${host.url}/page-1`)
  await newsIn(first).waitFor()
  await first.page.keyboard.press('Escape')
  await newsIn(first).waitFor({ state: 'detached' })
  await until(async () => {
    const { messages } = await eve()
    const shut = messages.filter(({ status }) => status === 'suppressed')
    expect(shut.map(({ why }) => why.at(-1))).toMatchObject([
      { gate: 'caps', is: false, wants: 'all messages: at most 1 within 1d', found: '1 so far' },
      { gate: 'caps', is: false },
    ])
  })

  const others: Visit[] = []
  for (const [context, page] of [
    [laptop, 2],
    [phone, 3],
  ] as const) {
    const other = await visit(context, `${host.url}/welcome`)
    const answer = other.page.waitForResponse(
      async (response) =>
        response.url().endsWith('/v1/messages') && (await response.json()).for?.userId === 'eve',
    )
    await other.call('identify', 'eve')
    expect((await (await answer).json()).decisions).toEqual([])
    await other.page.goto(`${host.url}/page-${page}`)
    expect(await newsIn(other).count()).toBe(0)
    others.push(other)
  }
  const { messages } = await eve()
  const reached = messages.filter(({ status }) => ['shown', 'seen', 'dismissed'].includes(status))
  expect(reached.map(({ engagement }) => engagement)).toEqual(['tell-1'])
  expect([start, first, ...others].flatMap(({ problems }) => problems)).toEqual([])
})
