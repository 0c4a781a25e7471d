import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EventItem } from '@waymark/schemas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, startCommand } from './testing/run-command.ts'
import { startWaymark, type Waymark } from './testing/start-waymark.ts'

const definitions = `
kind: milestone
id: first-project
level: person
order: 1
reached:
  did: { event: Product Created }
---
kind: guide
id: tour
type: tooltip
steps:
  - content: [{ heading: Hello }]
---
kind: engagement
id: onboarding
audience:
  not: { milestone: { id: first-project } }
send:
  - guide: tour
---
kind: pql
id: hot
level: account
behaviour:
  did: { event: Product Created, count: { gte: 2 } }
`

let waymark: Waymark
let serverKey = ''
let scratch = ''

const file = async (name: string, text: string): Promise<string> => {
  const path = join(scratch, name)
  await writeFile(path, text)
  return path
}

interface Sent {
  readonly id: string
  readonly user: string
  readonly event?: string
  readonly account?: string
}

const send = async (events: readonly Sent[]): Promise<void> => {
  const batch = events.map(({ id, user, event = 'Product Created', account }) => ({
    type: 'track',
    messageId: id,
    userId: user,
    event,
    ...(account === undefined ? {} : { context: { groupId: account } }),
  }))
  const answer = await fetch(`${waymark.url()}/v1/batch`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${serverKey}:`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ batch }),
  })
  expect(answer.status).toBe(200)
}

const eventsOf = (out: string): readonly EventItem[] =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

const many = (from: number, count: number, user: string): readonly Sent[] =>
  Array.from({ length: count }, (_, i) => ({ id: `${user}-${from + i}`, user }))

beforeAll(async () => {
  waymark = await startWaymark()
  scratch = await mkdtemp(join(tmpdir(), 'waymark-cli-files-'))
  const keys = JSON.parse((await waymark.run('keys', '--json')).out)
  serverKey = keys.serverKey
  expect(keys.writeKey).toMatch(/^wk_/)
  expect(serverKey).toMatch(/^sk_/)
})

afterAll(() => waymark[Symbol.asyncDispose]())

describe('definitions', () => {
  it('says what an apply would change without writing it', async () => {
    const path = await file('all.yaml', definitions)
    const dry = await waymark.run('apply', path, '--dry-run')
    expect(dry.status).toBe(0)
    expect(dry.out).toContain('+ milestone/first-project v1')
    expect(dry.out).toContain('4 would be written')
    const dir = join(scratch, 'empty')
    await waymark.run('export', dir)
    await expect(readdir(dir)).rejects.toThrow()
  })

  it('applies a file, exports what is in force, and finds nothing to change in the export', async () => {
    const path = await file('all.yaml', definitions)
    const applied = await waymark.run('apply', path)
    expect(applied).toMatchObject({ status: 0, err: '' })
    expect(applied.out).toContain('Counts from now on')
    const dir = join(scratch, 'exported')
    expect((await waymark.run('export', dir)).status).toBe(0)
    expect(await readFile(join(dir, 'engagement', 'onboarding.yaml'), 'utf8')).toBe(
      'kind: engagement\nid: onboarding\naudience:\n  not:\n    milestone:\n      id: first-project\nsend:\n  - guide: tour\n',
    )
    const again = await waymark.run('apply', dir)
    expect(again.out).toContain('production: 0 written, 4 stayed as they are.')
    const second = JSON.parse((await waymark.run('export', dir, '--json')).out)
    expect(second).toMatchObject({ written: [], extra: [] })
  })

  it('names file, line and place of what is wrong, and writes nothing', async () => {
    const path = await file(
      'wrong.yaml',
      'kind: segment\nid: good\nlevel: person\nrule: { did: { event: X } }\n---\nkind: engagement\nid: bad\naudience: { did: { event: X } }\nsend:\n  - guide: missing\n',
    )
    const refused = await waymark.run('apply', path)
    expect(refused).toMatchObject({ status: 1, out: '' })
    expect(refused.err).toContain(
      `${path}:10: engagement/bad send[0].guide: there is no guide "missing"`,
    )
    const all = await waymark.run('apply', join(scratch, 'all.yaml'), '--json')
    expect(JSON.parse(all.out).changes).toHaveLength(4)
  })

  it('points at what is no YAML', async () => {
    const refused = await waymark.run('apply', await file('broken.yaml', 'kind: guide\nid: [a\n'))
    expect(refused.status).toBe(1)
    expect(refused.err).toMatch(/broken\.yaml:\d+: /)
  })

  it('takes JSON, and a list of documents', async () => {
    const segment = { kind: 'segment', level: 'person', rule: { did: { event: 'X' } } }
    const list = [
      { ...segment, id: 'one' },
      { ...segment, id: 'two' },
    ]
    const applied = await waymark.run(
      'apply',
      await file('list.json', JSON.stringify(list)),
      '--dry-run',
    )
    expect(applied.out).toContain('production: 2 would be written')
  })

  it('says which environments there are', async () => {
    const refused = await waymark.run('apply', join(scratch, 'all.yaml'), '--env', 'staging')
    expect(refused).toMatchObject({ status: 1 })
    expect(refused.err).toContain('There is no environment "staging". There is: production')
  })

  it('checks a rule without any instance and says it in English', async () => {
    const said = await runCommand(['rule', 'check', '-'], {
      input: '{"did":{"event":"Product Created","count":{"gte":3},"within":"7d"}}',
    })
    expect(said).toEqual({
      status: 0,
      out: 'did Product Created at least 3 times within 7d.\n',
      err: '',
    })
    const wrong = await runCommand(['rule', 'check', '-'], {
      input: 'did:\n  event: X\n  cnt: 3\n',
    })
    expect(wrong.status).toBe(1)
    expect(wrong.err).toBe('standard input:3: rule did: Unrecognized key: "cnt"\n')
  })
})

describe('what happened', () => {
  it('prints each message id once, oldest first, at once after it was accepted', async () => {
    await send(many(0, 30, 'ann'))
    await send(many(0, 30, 'ann'))
    const events = eventsOf((await waymark.run('events', '--json')).out)
    expect(events.map((event) => event.messageId).toSorted()).toEqual(
      many(0, 30, 'ann')
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(events.every((event, i) => event.time >= (events[i - 1]?.time ?? 0))).toBe(true)
  })

  it('finds the events of a person, of an account, of a name, and the newest few', async () => {
    await send([
      { id: 'b1', user: 'bob', account: 'acme' },
      { id: 'b2', user: 'bob', account: 'acme', event: 'Invited' },
    ])
    const ids = async (...args: readonly string[]): Promise<readonly string[]> =>
      eventsOf((await waymark.run('events', '--json', ...args)).out).map((event) => event.messageId)
    expect((await ids('--person', 'bob')).toSorted()).toEqual(['b1', 'b2'])
    expect((await ids('--account', 'acme')).toSorted()).toEqual(['b1', 'b2'])
    expect(await ids('--person', 'person:bob', '--event', 'Invited')).toEqual(['b2'])
    expect(await ids('--limit', '2')).toHaveLength(2)
    expect(await ids('--person', 'nobody')).toEqual([])
    expect((await waymark.run('events', '--project', 'other')).err).toContain(
      'There is no project "other"',
    )
  })

  it('pages through more events than an answer holds, and ends with its reader', async () => {
    for (let from = 0; from < 2500; from += 500) await send(many(from, 500, 'cat'))
    const all = eventsOf((await waymark.run('events', '--person', 'cat', '--json')).out)
    expect(new Set(all.map((event) => event.messageId)).size).toBe(2500)
    expect(all).toHaveLength(2500)
    const child = startCommand(['events', '--json'], { env: { WAYMARK_DATA: waymark.dir } })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    child.stderr.resume()
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await ended).toBe(0)
  })

  it('follows: prints what is stored and then what comes, once', async () => {
    await send([{ id: 'd1', user: 'dan' }])
    const args = ['events', '--person', 'dan', '--follow', '--json']
    const child = startCommand(args, { env: { WAYMARK_DATA: waymark.dir } })
    const ended = new Promise((resolve) => child.once('close', resolve))
    let out = ''
    const seen = (id: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!out.includes(`"${id}"`)) return
          child.stdout.off('data', look)
          resolve()
        }
        child.stdout.on('data', look)
        look()
      })
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    await seen('d1')
    await send([{ id: 'd2', user: 'dan' }])
    await seen('d2')
    await send([{ id: 'd3', user: 'dan' }])
    await seen('d3')
    child.kill('SIGINT')
    await ended
    expect(eventsOf(out).map((event) => event.messageId)).toEqual(['d1', 'd2', 'd3'])
  })

  it('shows the state of people and accounts', async () => {
    await send([{ id: 'e1', user: 'eve', account: 'umbrella' }])
    const person = JSON.parse((await waymark.run('state', 'person:eve', '--json')).out)
    expect(person).toMatchObject({
      subject: 'production/u/eve',
      state: { acc: { id: 'umbrella' } },
    })
    const same = JSON.parse((await waymark.run('state', 'production/u/eve', '--json')).out)
    expect(same.subject).toBe('production/u/eve')
    const account = JSON.parse((await waymark.run('state', 'account:umbrella', '--json')).out)
    expect(account).toMatchObject({ subject: 'production/g/umbrella', state: { joined: 1 } })
    const nobody = await waymark.run('state', 'nobody')
    expect(nobody).toMatchObject({ status: 1, out: '' })
    expect(nobody.err).toContain('There is nobody "nobody"')
  })

  it('explains why a person is shown a guide and why not any more', async () => {
    const gates = async (): Promise<unknown> =>
      JSON.parse((await waymark.run('explain', 'fay', '--guide', 'tour', '--json')).out).guides[0]
    await send([{ id: 'f1', user: 'fay', event: 'Opened' }])
    expect(await gates()).toMatchObject({ guide: 'tour', shows: true })
    await send([{ id: 'f2', user: 'fay' }])
    expect(await gates()).toMatchObject({
      shows: false,
      gates: [{ gate: 'audience', is: false, wants: 'not (reached milestone first-project)' }],
    })
    expect((await waymark.run('explain', 'fay', '--guide', 'none')).status).toBe(1)
  })

  it('says who is a product-qualified lead, and why', async () => {
    await send([
      { id: 'g1', user: 'gus', account: 'initech' },
      { id: 'g2', user: 'gus', account: 'initech' },
    ])
    const { leads } = JSON.parse((await waymark.run('pql', '--account', 'initech', '--json')).out)
    expect(leads).toMatchObject([{ subject: 'production/g/initech', pql: 'hot', is: true }])
    expect((await waymark.run('pql')).out).toContain(
      'behaviour: did Product Created at least 2 times',
    )
  })
})

describe('operating', () => {
  it('makes tokens that work by WAYMARK_URL and WAYMARK_TOKEN until they are revoked', async () => {
    const made = await waymark.run('token', 'create', '--role', 'analyst', '--name', 'ci', '--json')
    const { id, token } = JSON.parse(made.out)
    const env = { WAYMARK_URL: waymark.url(), WAYMARK_TOKEN: token }
    expect((await runCommand(['events', '--limit', '1'], { env })).status).toBe(0)
    const refused = await runCommand(['apply', join(scratch, 'all.yaml')], { env })
    expect(refused).toMatchObject({ status: 1 })
    expect(refused.err).toContain('analyst')
    expect((await waymark.run('token', 'list')).out).toContain(id)
    expect((await waymark.run('token', 'revoke', id)).status).toBe(0)
    const revoked = await runCommand(['events'], { env })
    expect(revoked).toMatchObject({ status: 1 })
    expect(revoked.err).toContain('The token is not accepted')
  })

  it('makes a sign-in link that signs in', async () => {
    const link = (await waymark.run('link')).out.trim()
    const text = new URL(link).searchParams.get('link')
    const answer = await fetch(`${waymark.url()}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(link).origin },
      body: JSON.stringify({ link: text }),
    })
    expect(answer.status).toBe(204)
  })

  it('finds nothing wrong with an instance that is well', async () => {
    const { status, out } = await waymark.run('doctor', '--json')
    const { findings } = JSON.parse(out)
    expect(findings.filter((finding: { status: string }) => finding.status === 'problem')).toEqual(
      [],
    )
    expect(status).toBe(0)
  })

  it('has no dead letters to list or to replay', async () => {
    expect((await waymark.run('deadletter', 'list')).out).toBe('No dead letters.\n')
    expect((await waymark.run('deadletter', 'replay', '7')).err).toContain(
      'There is no dead letter at 7',
    )
    expect((await waymark.run('deadletter', 'replay')).status).toBe(2)
  })

  it('tells wrong calls from problems by the exit status', async () => {
    expect((await runCommand(['nonsense'])).status).toBe(2)
    expect((await runCommand(['events', '--limit', 'x'])).status).toBe(2)
    expect((await runCommand(['--help'])).status).toBe(0)
    const dir = join(scratch, 'nothing')
    const nothing = await runCommand(['events', '--data', dir])
    expect(nothing).toMatchObject({ status: 1, out: '' })
    expect(nothing.err).toContain(`No Waymark runs on ${dir}. Start it with: npm start`)
  })
})

describe('after a crash', () => {
  it('shows every event that was accepted, without starting anything', async () => {
    const before = eventsOf((await waymark.run('events', '--json')).out)
    await send(many(0, 400, 'zoe'))
    await waymark.kill()
    const after = eventsOf((await waymark.run('events', '--json')).out)
    expect(after).toHaveLength(before.length + 400)
    expect(new Set(after.map((event) => `${event.person} ${event.messageId}`)).size).toBe(
      after.length,
    )
    const known = new Map(after.map((event) => [event.messageId, event]))
    for (const event of before) expect(known.get(event.messageId)).toEqual(event)
    const zoe = eventsOf((await waymark.run('events', '--person', 'zoe', '--json')).out)
    expect(zoe).toHaveLength(400)
  })

  it('still knows people, and says what needs a running instance', async () => {
    const person = JSON.parse((await waymark.run('state', 'eve', '--json')).out)
    expect(person.subject).toBe('production/u/eve')
    const explained = JSON.parse((await waymark.run('explain', 'fay', '--json')).out)
    expect(explained.guides).toMatchObject([{ guide: 'tour', shows: false }])
    const keys = await waymark.run('keys')
    expect(keys).toMatchObject({ status: 1, out: '' })
    expect(keys.err).toContain(`No Waymark runs on ${waymark.dir}`)
  })

  it('starts again with all of it, and stops cleanly on Ctrl-C', async () => {
    const stopped = eventsOf((await waymark.run('events', '--json')).out)
    await waymark.start()
    const running = eventsOf((await waymark.run('events', '--json')).out)
    expect(running).toHaveLength(stopped.length)
    expect(await waymark.stop()).toBe(0)
    expect(eventsOf((await waymark.run('events', '--json')).out)).toHaveLength(stopped.length)
  })
})
