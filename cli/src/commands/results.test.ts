import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GoldenFeatures } from '@waymark/schemas/api/golden'
import type { Results } from '@waymark/schemas/api/results'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendEvents, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const documents = `kind: guide
id: tip
type: tooltip
target: { testid: x }
steps: [{ content: [{ text: Here. }] }]
---
kind: engagement
id: nudge
name: A nudge
audience: { did: { event: Logged In } }
send: [{ guide: tip }]
goal: { did: { event: Done } }
goal-within: 3d
holdout: 0.5
`

const people = 120

let waymark: Waymark
let scratch = ''

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-results-'))
})

afterAll(async () => {
  await waymark[Symbol.asyncDispose]()
  await rm(scratch, { recursive: true })
})

test('who is drawn in the stream is counted, arm by arm, and it says that it is too early', async () => {
  expect((await waymark.run('results')).out).toBe('No engagement and no flow yet.\n')
  const path = join(scratch, 'nudge.yaml')
  await writeFile(path, documents)
  expect(await waymark.run('apply', path)).toMatchObject({ status: 0 })
  const events = Array.from({ length: people }, (_, i) => ({
    id: `m${i}`,
    user: `user-${i}`,
    event: 'Logged In',
  }))
  await sendEvents(waymark, await serverKeyOf(waymark), events)
  const drawn = async (): Promise<Results['results'][number]> => {
    const answer: Results = JSON.parse((await waymark.run('results', 'tip', '--json')).out)
    const [one] = answer.results
    if (!one) throw new Error('the engagement was to be there')
    return one
  }
  const countDrawn = async () => (await drawn()).arms.reduce((sum, arm) => sum + arm.drawn, 0)
  await expect.poll(countDrawn, { timeout: 120_000, interval: 1000 }).toBe(people)
  const { arms, waiting, sampleRatioP, reading } = await drawn()
  expect(waiting).toBe(people)
  expect(reading).toBe('too_early')
  expect(arms.map(({ arm, planned }) => [arm, planned])).toEqual([
    ['treated', 0.5],
    ['engagement', 0.5],
  ])
  for (const { drawn: n } of arms) expect(n).toBeGreaterThan(people / 4)
  expect(sampleRatioP).toBeGreaterThan(0.001)
  const { out } = await waymark.run('results', 'nudge')
  expect(out).toContain(
    'A nudge (engagement nudge)\n  Not enough people yet: about 100 more people will tell.',
  )
  expect(out).toMatch(/Goal: .+, within 3 d\.\n/)
  expect(out).toContain(`Time is not over for: ${people}.`)
})

test('of what there is not it said so with status 0', async () => {
  for (const args of [['other'], ['other', '--json']]) {
    const ran = await waymark.run('results', ...args)
    expect(ran).toMatchObject({ status: 1, out: '', err: 'Nothing shows or is "other".\n' })
  }
})

test('of newcomers nobody can tell yet what leads to value', async () => {
  const { out, status } = await waymark.run('golden', '--target', 'retained')
  expect([status, out]).toEqual([0, expect.stringMatching(/^Came back: 0 of 0 people; /)])
  const json = await waymark.run('golden', '--target', 'paid', '--by', '14d', '--json')
  const golden: GoldenFeatures = JSON.parse(json.out)
  expect(golden).toMatchObject({ target: { id: 'paid' }, byMs: 14 * 86_400_000, people: 0 })
  const none = await waymark.run('golden', '--target', 'nowhere')
  expect(none.status).toBe(1)
  expect(none.err).toContain('There is no target "nowhere"; there are retained, paid.')
})
