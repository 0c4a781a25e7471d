import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GuideNumbers, GuideNumbersList } from '@waymark/schemas/api/guide-numbers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendBatch, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const tour = `kind: guide
id: welcome
name: Welcome
type: tour
steps:
  - { id: hello, kind: modal, content: [{ heading: Hello }, { button: { label: Show me, action: { next: true } } }] }
  - { id: end, kind: modal, content: [{ heading: That is it }, { button: { label: Finish, action: { complete: true } } }] }
`

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-guide-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

type Deed = readonly [what: string, step: string, by?: string]

const begun: readonly Deed[] = [
  ['rendered', 'hello'],
  ['clicked', 'hello', 'Show me'],
]
const whole: readonly Deed[] = [
  ...begun,
  ['clicked', 'end', 'Finish'],
  ['completed', 'end', 'Finish'],
]

/** Read once: clocks that move between two deeds would make the time to complete longer by a millisecond. */
const firstDeedAt = Date.now() - 600_000

/** What the browser of somebody tells of the tour, a deed every ten seconds. */
const told = (userId: string, deeds: readonly Deed[]) =>
  deeds.map(([what, step, by], at) => ({
    ...{ type: 'track', messageId: `${userId}-${at}`, userId, event: `$guide_${what}` },
    timestamp: new Date(firstDeedAt + 10_000 * at).toISOString(),
    properties: {
      ...{ guide: 'welcome', decision: `d-${userId}`, engagement: 'greet', version: 1, step },
      ...(by !== undefined && { by }),
    },
  }))

test('before there is a guide it says so, and of one that nobody was shown as well', async () => {
  expect((await waymark.run('guide')).out).toBe('No guide yet.\n')
  expect(await waymark.run('guide', 'welcome')).toMatchObject({
    ...{ status: 1, out: '', err: 'There is no guide "welcome".\n' },
  })
  const path = join(scratch, 'welcome.yaml')
  await writeFile(path, tour)
  expect(await waymark.run('apply', path)).toMatchObject({ status: 0 })
  expect((await waymark.run('guide', 'welcome')).out).toContain('It was shown to nobody.\n')
})

test('what people did with a guide comes out as a table, as JSON and as lines', async () => {
  await sendBatch(waymark, await serverKeyOf(waymark), [
    ...told('ann', whole),
    ...told('ann', whole),
    ...told('bob', begun),
    ...told('cal', [
      ['rendered', 'hello'],
      ['dismissed', 'hello', 'escape'],
    ]),
  ])
  const read = async (): Promise<GuideNumbers> =>
    JSON.parse((await waymark.run('guide', 'welcome', '--json')).out)
  const shown = async () => (await read()).shown.people
  await expect.poll(shown, { timeout: 60_000, interval: 500 }).toBe(3)
  expect(await read()).toMatchObject({
    ...{ env: 'production', shown: { people: 3, times: 3 }, clicked: { people: 2, times: 3 } },
    ...{ toComplete: { showings: 1, half: 30_000 } },
    steps: [
      { id: 'hello', reached: 3, stopped: 2 },
      { id: 'end', reached: 1, stopped: 0 },
    ],
  })
  const { out } = await waymark.run('guide', 'welcome')
  expect(out).toContain('Welcome (tour welcome, version 1)\n')
  expect(out).toContain('To complete it half took 30 s at most, nine in ten 30 s (1 showing)\n')
  expect(out).toMatch(/^completed +1 +33% +1$/m)
  expect(out).toMatch(/^hello Hello +3 +100% +2 stopped$/m)
  expect(out).toMatch(/^ {2}clicked by "Show me" +2 +67% +2$/m)
  expect(out).toMatch(/^ {2}dismissed by Escape +1 +33% +1$/m)
  const list: GuideNumbersList = JSON.parse((await waymark.run('guide', '--json')).out)
  expect(list.guides).toMatchObject([{ id: 'welcome', shown: { people: 3 } }])
  expect((await waymark.run('guide')).out).toMatch(/^welcome +tour +3 +67% +33% +Welcome$/m)

  const csv = await waymark.run('guide', 'welcome', '--lines', 'csv', '--since', '1d')
  expect(csv.out).toContain(',step,hello,Hello,dismissed,escape,1,1')
  const lines = (await waymark.run('guide', 'welcome', '--lines', '--guide-version', '2')).out
  expect(JSON.parse(lines.split('\n')[0] ?? '')).toMatchObject({ what: 'shown', people: 0 })
})
