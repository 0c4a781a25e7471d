import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../testing/run-command.ts'
import { sendBatch, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark } from '../testing/start-waymark.ts'

const definitions = `
kind: milestone
id: tutorial
level: person
order: 1
reached: { did: { event: Tutorial Step, where: { step: { eq: last } }, count: { gte: 2 } } }
---
kind: milestone
id: code
level: account
order: 2
reached: { did: { event: Data Received } }
---
kind: segment
id: on-pricing
level: person
rule: { did: { page: "/pricing*", within: 1d } }
---
kind: segment
id: in-a-large-trial
level: person
rule: { account: { trait: { name: employees, gte: 20, verified: true } } }
---
kind: pql
id: hot
level: account
milestones: [code]
fit: { trait: { name: employees, gte: 20 } }
`

const step = { type: 'track', event: 'Tutorial Step', properties: { step: 'last' } }
const acme = { context: { groupId: 'acme' } }

const requests: readonly (readonly object[])[] = [
  [
    { ...step, messageId: 'a1', anonymousId: 'b1' },
    { type: 'page', messageId: 'a2', anonymousId: 'b1', properties: { path: '/pricing' } },
  ],
  [{ type: 'identify', messageId: 'a3', userId: 'ann', anonymousId: 'b1', traits: { role: 'pm' } }],
  [
    { type: 'group', messageId: 'a4', userId: 'ann', groupId: 'acme', traits: { employees: 50 } },
    { ...step, messageId: 'a5', userId: 'ann', ...acme },
    { ...step, messageId: 'b2', userId: 'bob', ...acme },
  ],
  // Of PostHog's and Segment's clients: who bob was before.
  [{ type: 'alias', messageId: 'c1', userId: 'bob', previousId: 'before-bob' }],
  [{ type: 'track', event: 'Data Received', messageId: 'b3', userId: 'bob', ...acme }],
]

interface Reached {
  readonly [id: string]: { readonly reached?: number }
}

const inOrder = (names: readonly string[]) => names.toSorted((a, b) => (a < b ? -1 : 1))

/** Milestones with their instants, segments and turns, from the state that the instance has. */
const ended = (json: string) => {
  const { state } = JSON.parse(json)
  const mile = Object.entries(state.mile as Reached).map(([id, { reached }]) => [id, reached])
  return { mile, in: inOrder(Object.keys(state.seg)), turns: state.pql.hot?.turn ?? 0 }
}

interface Line {
  readonly subject?: string
  readonly transition: { readonly [field: string]: string | number | boolean }
}

/** The same, from what the simulation tells of a subject. */
const told = (out: string, subject: string): ReturnType<typeof ended> => {
  const own = out
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line))
    .filter((line) => line.subject === subject)
    .map(({ transition }) => transition)
  const of = (t: string) => own.filter((one) => one.t === t)
  return {
    mile: of('milestone')
      .filter(({ what }) => what === 'reached')
      .map(({ id, at }) => [String(id), Number(at)]),
    in: inOrder(of('segment').map(({ id }) => String(id))),
    turns: of('pql').length,
  }
}

const patiently = { timeout: 60_000, interval: 500 }

test('what an instance has stored, lived again, ends where the instance is', async () => {
  await using waymark = await startWaymark()
  const files = { definitions: join(waymark.dir, 'd.yaml'), events: join(waymark.dir, 'e.ndjson') }
  await writeFile(files.definitions, definitions)
  expect(await waymark.run('apply', files.definitions)).toMatchObject({ status: 0, err: '' })
  const serverKey = await serverKeyOf(waymark)
  const stateOf = async (name: string): Promise<string> =>
    (await waymark.run('state', name, '--json')).out
  const [visit, identify, ...rest] = requests
  for (const batch of [visit, identify]) await sendBatch(waymark, serverKey, batch ?? [])
  // In a simulation what a visitor did is there at once.
  const known = async (): Promise<readonly string[]> => JSON.parse(await stateOf('ann')).state.ids
  await expect.poll(known, patiently).toEqual(['b1'])
  for (const batch of rest) await sendBatch(waymark, serverKey, batch)
  const subjects = { ann: 'u/ann', bob: 'u/bob', 'account:acme': 'g/acme' }
  const states = new Map<string, ReturnType<typeof ended>>()
  for (const name of ['ann', 'bob']) {
    const segments = async () => ended(await stateOf(name)).in
    await expect.poll(segments, patiently).toContain('in-a-large-trial')
  }
  await expect.poll(async () => ended(await stateOf('account:acme')).turns, patiently).toBe(1)
  for (const [name, key] of Object.entries(subjects))
    states.set(`production/${key}`, ended(await stateOf(name)))
  await expect
    .poll(async () => (await waymark.run('events', '--json')).out, patiently)
    .toContain('"previousId":"before-bob"')
  await writeFile(files.events, (await waymark.run('events', '--json')).out)
  await waymark.stop()
  const { out, err, status } = await runCommand([
    'simulate',
    ...['--definitions', files.definitions, '--events', files.events, '--json'],
    ...['--until', new Date(Date.now() + 3_600_000).toISOString()],
  ])
  expect([err, status]).toEqual(['', 0])
  for (const [key, state] of states) expect([key, told(out, key)]).toEqual([key, state])
  expect(out).toContain('before-bob')
  expect(states.get('production/u/ann')).toMatchObject({
    mile: [['tutorial', expect.any(Number)]],
    in: ['in-a-large-trial', 'on-pricing'],
  })
  expect(states.get('production/g/acme')).toMatchObject({ turns: 1 })
}, 300_000)
