import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { runCommand } from '../testing/run-command.ts'

const definitions = `
kind: milestone
id: code-installed
level: account
order: 1
reached: { did: { event: Data Received } }
---
kind: segment
id: silent
level: person
rule: { not: { did: { event: Login, within: 1d } } }
`

const event = (name: string, userId: string, timestamp: string) =>
  JSON.stringify({
    type: 'track',
    event: name,
    userId,
    timestamp,
    context: { groupId: 'acme' },
  })

const events = [
  event('Data Received', 'bob', '2026-03-03T12:00:00.250Z'),
  event('Login', 'ann', '2026-03-02T09:00:00Z'),
].join('\n')

/** A folder with files of these names in it; gone with the test. */
const folder = async (files: { readonly [name: string]: string | Buffer }) => {
  const dir = await mkdtemp(join(tmpdir(), 'waymark-simulate-'))
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content)
  const simulate = (args: readonly string[], input?: string) =>
    runCommand(['simulate', ...args], { cwd: dir, ...(input === undefined ? {} : { input }) })
  return {
    simulate,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}

const both = ['--definitions', 'definitions.yaml', '--events', 'events.ndjson'] as const

test('a history is lived in order of time, and what falls due happens to the millisecond', async () => {
  await using place = await folder({ 'definitions.yaml': definitions, 'events.ndjson': events })
  const { out, err, status } = await place.simulate([...both, '--until', '2026-03-04'])
  expect(err).toBe('')
  expect(out).toBe(`2026-03-02 09:00:00  ann
  acts for account acme  [Login]
  lifecycle visitor → trial  [Login]
2026-03-02 09:00:00  account acme
  lifecycle visitor → trial  [told by ann]
2026-03-03 09:00:00  ann
  segment silent: in  [time passed]
2026-03-03 12:00:00.250  bob
  acts for account acme  [Data Received]
  segment silent: in  [Data Received]
  lifecycle visitor → trial  [Data Received]
2026-03-03 12:00:00.250  account acme
  milestone code-installed reached  [Data Received by bob]

2 people, 1 account; 2 events. Until 2026-03-04 00:00:00: 0 PQL turns, 0 alerts, 0 messages.
`)
  expect(status).toBe(0)
})

test('for programs each happening is an object, the same every time', async () => {
  await using place = await folder({
    'definitions.yaml': definitions,
    'events.ndjson': gzipSync(events),
  })
  const args = [...both, '--json', '--account', 'acme', '--until', '2026-03-04T00:00Z']
  const { out, status } = await place.simulate(args)
  const lines = out.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      subject: 'production/g/acme',
      because: { told: 'production/u/ann' },
    }),
    {
      at: Date.parse('2026-03-03T12:00:00.250Z'),
      instant: '2026-03-03T12:00:00.250Z',
      subject: 'production/g/acme',
      because: { told: 'production/u/bob', event: 'Data Received' },
      transition: expect.objectContaining({
        t: 'milestone',
        id: 'code-installed',
        what: 'reached',
        by: expect.objectContaining({ message: 'line-1.0' }),
      }),
    },
    {
      summary: {
        until: Date.parse('2026-03-04'),
        records: 2,
        events: 2,
        people: 2,
        visitors: 0,
        accounts: 1,
        turns: 0,
        messages: 0,
        alerts: 0,
      },
    },
  ])
  expect(status).toBe(0)
  expect((await place.simulate(args)).out).toBe(out)
})

test('a history that was named by --history was an unknown option', async () => {
  await using place = await folder({ 'definitions.yaml': definitions, 'events.ndjson': events })
  const [, definitionsFile] = both
  const named = ['--definitions', definitionsFile, '--history', 'events.ndjson']
  const { out, err, status } = await place.simulate([...named, '--until', '2026-03-04'])
  expect({ err, status }).toEqual({ err: '', status: 0 })
  expect(out).toContain('2 people, 1 account; 2 events.')
})

test('what somebody did at one second of an exported history counts, line by line, however much it is', async () => {
  const often =
    'kind: segment\nid: often\nlevel: person\nrule: { did: { event: Login, count: { gte: 250 } } }\n'
  const lines = Array.from({ length: 250 }, () => event('Login', 'ann', '2026-03-02T12:00:00Z'))
  await using place = await folder({ 'definitions.yaml': often, 'events.ndjson': lines.join('\n') })
  const { out } = await place.simulate(both)
  expect(out).toContain('segment often: in')
  expect(out).toContain('1 person, 1 account; 250 events.')
})

test('a wrong line is named with what would be right, and its neighbours are simulated', async () => {
  await using place = await folder({ 'definitions.yaml': definitions })
  const lines = ['{"type":"trakc"}', '', 'no JSON', event('Login', 'ann', 'yesterday'), events]
  const { out, err, status } = await place.simulate(
    ['--definitions', 'definitions.yaml', '--events', '-', '--person', 'ann'],
    lines.join('\n'),
  )
  expect(err.split('\n')).toEqual([
    'standard input:1: type: type must be one of track, page, screen, identify, group, alias.',
    expect.stringMatching(/^standard input:3: .* A line is an event/),
    expect.stringMatching(/^standard input:4: timestamp: timestamp must be an ISO 8601 instant/),
    '',
  ])
  expect(out).toContain('2 people, 1 account; 2 events.')
  expect(out).not.toContain('bob')
  expect(status).toBe(1)
})

test('wrong definitions are named as apply names them, and nothing is simulated', async () => {
  const wrong = definitions.replace('within: 1d', 'within: 1 day').replace('order: 1\n', '')
  await using place = await folder({ 'definitions.yaml': wrong, 'events.ndjson': events })
  const { out, err, status } = await place.simulate(both)
  expect(out).toBe('')
  expect(err).toMatch(/^definitions\.yaml:\d+: milestone\/code-installed order: /m)
  expect(err).toMatch(/^definitions\.yaml:\d+: segment\/silent rule\.not\.did\.within: /m)
  expect(err).toContain('Nothing was simulated')
  expect(status).toBe(1)
})

test('an alias that was stored without whom it was about is left out with a word, and nothing is refused for it', async () => {
  const stored = { person: 'production/u/ann', userId: 'ann', source: 'server', context: {} }
  const at = { time: 1_795_132_800_000, received: 1_795_132_801_000 }
  const lines = ['c1', 'c2'].map((messageId) =>
    JSON.stringify({ messageId, type: 'alias', event: 'alias', ...stored, ...at, properties: {} }),
  )
  await using place = await folder({
    'definitions.yaml': definitions,
    'events.ndjson': [events, ...lines].join('\n'),
  })
  const { out, err, status } = await place.simulate([...both, '--until', '2026-03-04'])
  expect([err, status]).toEqual([
    'Left out: 2 alias events, stored by a version that did not keep the previousId.\n',
    0,
  ])
  expect(out).toContain('2 people, 1 account; 2 events.')
})

test('what cannot be read is said in a sentence', async () => {
  await using place = await folder({
    'definitions.yaml': definitions,
    'events.ndjson': gzipSync(events).subarray(0, 40),
    'empty.ndjson': '\n',
  })
  const cut = await place.simulate(both)
  expect(cut.err).toBe('events.ndjson begins like gzip but is damaged or cut off.\n')
  const absent = await place.simulate([...both.slice(0, 3), 'nowhere.ndjson'])
  expect(absent.err).toBe('There is no nowhere.ndjson.\n')
  const empty = await place.simulate([...both.slice(0, 3), 'empty.ndjson'])
  expect(empty.err).toBe('empty.ndjson holds no event.\n')
  const soon = await place.simulate([...both, '--until', 'tomorrow'])
  expect(soon.err).toContain('An instant such as 2026-03-12')
  expect([cut, absent, empty, soon].map(({ status }) => status)).toEqual([1, 1, 1, 2])
})
