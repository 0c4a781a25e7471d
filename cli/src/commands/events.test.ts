import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleDefinitions } from '../testing/example-definitions.ts'
import { startCommand } from '../testing/run-command.ts'
import {
  eventsOf,
  many,
  type Sent,
  sendBatch,
  sendEvents,
  serverKeyOf,
} from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

let waymark: Waymark
let serverKey = ''
let definitions = ''

beforeAll(async () => {
  waymark = await startWaymark()
  serverKey = await serverKeyOf(waymark)
  definitions = join(waymark.dir, 'all.yaml')
  await writeFile(definitions, exampleDefinitions)
  expect(await waymark.run('apply', definitions)).toMatchObject({ status: 0, err: '' })
})

afterAll(() => waymark[Symbol.asyncDispose]())

const send = (events: readonly Sent[]): Promise<void> => sendEvents(waymark, serverKey, events)

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

it('shows a person with what they did before they were known, asked for by either id', async () => {
  const batch = [
    { type: 'track', event: 'Looked', messageId: 'h1', anonymousId: 'visitor-1' },
    { type: 'identify', messageId: 'h2', userId: 'hal', anonymousId: 'visitor-1' },
    { type: 'track', event: 'Came back', messageId: 'h3', userId: 'hal', anonymousId: 'visitor-1' },
  ]
  const at = (i: number): string => new Date(Date.now() - 1000 + i).toISOString()
  const timed = batch.map((event, i) => ({ ...event, timestamp: at(i) }))
  await sendBatch(waymark, serverKey, timed)
  const ids = async (person: string): Promise<readonly string[]> => {
    const { out } = await waymark.run('events', '--person', person, '--json')
    return eventsOf(out).map((event) => event.messageId)
  }
  await expect.poll(() => ids('visitor-1')).toEqual(['h1', 'h2', 'h3'])
  expect(await ids('hal')).toEqual(['h1', 'h2', 'h3'])
  const { subject } = JSON.parse((await waymark.run('state', 'visitor-1', '--json')).out)
  expect(subject).toBe('production/u/hal')
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

it('did not say how an account is asked for when asked to explain one by its name alone', async () => {
  const nobody = await waymark.run('explain', 'acme')
  expect(nobody).toMatchObject({ status: 1, out: '' })
  expect(nobody.err).toBe('There is nobody "acme". An account is asked for as account:acme\n')
})

it('explains why a person is shown a guide and why not any more', async () => {
  const gates = async (): Promise<unknown> =>
    JSON.parse((await waymark.run('explain', 'fay', '--guide', 'tour', '--json')).out).guides[0]
  await send([{ id: 'f1', user: 'fay', event: 'Opened' }])
  expect(await gates()).toMatchObject({ guide: 'tour', shows: true })
  await send([{ id: 'f2', user: 'fay' }])
  expect(await gates()).toMatchObject({
    shows: false,
    gates: [{ gate: 'audience', is: false, wants: 'has not reached milestone “first-project”' }],
  })
  expect((await waymark.run('explain', 'fay', '--guide', 'none')).status).toBe(1)
})

it('says by the API, too, what one definition expects of somebody, and finds', async () => {
  await send([{ id: 'h1', user: 'hal', account: 'hooli', event: 'Opened' }])
  const { token } = JSON.parse(
    (await waymark.run('token', 'create', '--role', 'analyst', '--name', 'why', '--json')).out,
  )
  const ask = async (person: string, definition: string): Promise<Response> => {
    const query = new URLSearchParams({ env: 'production', person, definition })
    const headers = { authorization: `Bearer ${token}` }
    return fetch(`${waymark.url()}/api/explain?${query}`, { headers })
  }
  for (const [person, who, definition] of [
    ['hal', 'hal', 'milestone/first-project'],
    ['production/g/hooli', 'account:hooli', 'pql/hot'],
  ] as const) {
    const run = await waymark.run('explain', who, '--definition', definition, '--json')
    const { definitions } = JSON.parse(run.out)
    expect(definitions).toHaveLength(1)
    expect(await (await ask(person, definition)).json()).toMatchObject({ guides: [], definitions })
  }
  const none = await ask('hal', 'pql/nothing')
  expect(none.status).toBe(404)
  expect(await none.text()).toContain('There is no definition')
})

it('says who is a product-qualified lead, and why', async () => {
  await send([
    { id: 'g1', user: 'gus', account: 'initech' },
    { id: 'g2', user: 'gus', account: 'initech' },
  ])
  const { leads } = JSON.parse((await waymark.run('pql', '--account', 'initech', '--json')).out)
  expect(leads).toMatchObject([{ subject: 'production/g/initech', pql: 'hot', is: true }])
  expect((await waymark.run('pql')).out).toContain(
    'behaviour: has done “Product Created” at least 2 times',
  )
})

it('opens a lead again that was given an outcome by mistake, and says why one is not', async () => {
  const reopen = (...args: readonly string[]) => waymark.run('pql', '--reopen', 'hot', ...args)
  expect(await reopen('--account', 'initech')).toMatchObject({
    status: 1,
    err: expect.stringContaining('It is not closed.'),
  })
  expect(await reopen()).toMatchObject({ status: 2, err: expect.stringContaining('--account ID') })
  const made = await waymark.run('token', 'create', '--name', 'Kim', '--role', 'sdr', '--json')
  const { token } = JSON.parse(made.out) as { readonly token: string }
  const closed = await fetch(`${waymark.url()}/api/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ env: 'production', subject: 'production/g/initech', pql: 'hot' },
      ...{ do: 'outcome', outcome: 'bad_lead' },
    }),
  })
  expect(closed.status).toBe(202)
  const said = async () => (await waymark.run('pql', '--account', 'initech')).out
  await expect.poll(said, { timeout: 60_000 }).toContain('outcome: bad_lead')
  expect(await reopen('--account', 'initech')).toMatchObject({
    status: 0,
    out: expect.stringContaining('Written down.'),
  })
  await expect.poll(said, { timeout: 60_000 }).not.toContain('outcome')
})
