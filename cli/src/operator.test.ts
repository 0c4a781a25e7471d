import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEmbeddedLog } from '@waymark/storage/embedded'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { exampleDefinitions } from './testing/example-definitions.ts'
import { runCommand } from './testing/run-command.ts'
import { eventsOf, many, type Sent, sendEvents, serverKeyOf } from './testing/send-events.ts'
import { startWaymark, type Waymark } from './testing/start-waymark.ts'

let waymark: Waymark
let serverKey = ''
let definitions = ''

beforeAll(async () => {
  waymark = await startWaymark()
  serverKey = await serverKeyOf(waymark)
  definitions = join(waymark.dir, 'all.yaml')
  await writeFile(definitions, exampleDefinitions)
  await waymark.run('apply', definitions)
})

afterAll(() => waymark[Symbol.asyncDispose]())

const send = (events: readonly Sent[]): Promise<void> => sendEvents(waymark, serverKey, events)

it('said of an account that there is not the key it would have, not what was asked', async () => {
  const ran = await waymark.run('pql', '--account', 'nope')
  expect(ran).toMatchObject({ status: 1, out: '', err: 'There is no account "nope".\n' })
})

it('makes tokens that work by WAYMARK_URL and WAYMARK_TOKEN until they are revoked', async () => {
  const made = await waymark.run('token', 'create', '--role', 'analyst', '--name', 'ci', '--json')
  const { id, token } = JSON.parse(made.out)
  const env = { WAYMARK_URL: waymark.url(), WAYMARK_TOKEN: token }
  expect((await runCommand(['events', '--limit', '1'], { env })).status).toBe(0)
  const refused = await runCommand(['apply', definitions], { env })
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.err).toContain('analyst')
  expect((await waymark.run('token', 'list')).out).toContain(id)
  expect((await waymark.run('token', 'revoke', id)).status).toBe(0)
  const revoked = await runCommand(['events'], { env })
  expect(revoked).toMatchObject({ status: 1 })
  expect(revoked.err).toContain(
    'Make one where it runs, in a shell without WAYMARK_URL: npm run waymark -- token create --role',
  )
})

it('makes keys that ingest takes until they are revoked, and keeps the last of a type', async () => {
  const made = await waymark.run('keys', 'create', '--type', 'server', '--name', 'new', '--json')
  const { id, key, name } = JSON.parse(made.out)
  expect(name).toBe('new')
  expect((await waymark.run('keys', 'list')).out).toContain(id)
  const post = async (): Promise<number> => {
    const answer = await fetch(`${waymark.url()}/v1/identify`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messageId: 'rotated', userId: 'rotated' }),
    })
    return answer.status
  }
  await expect.poll(post).toBe(200)
  expect((await waymark.run('keys', 'revoke', id)).out).toBe(`Revoked ${id}.\n`)
  await expect.poll(post).toBe(401)
  const { keys } = JSON.parse((await waymark.run('keys', '--json')).out)
  const write = keys.find(({ type }: { type: string }) => type === 'write')
  const refused = await waymark.run('keys', 'revoke', write.id)
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.err).toContain('This is the last write key')
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

it('is reached by other machines only where somebody asked for that', async () => {
  // An address of this machine that listening everywhere includes, and listening on localhost does not.
  const elsewhere = new URL(waymark.url())
  elsewhere.hostname = '127.0.0.2'
  await expect(fetch(new URL('/healthz', elsewhere))).rejects.toThrow()
  expect((await fetch(`${waymark.url()}/healthz`)).status).toBe(200)
})

it('finds nothing wrong with an instance that is well', async () => {
  const { status, out } = await waymark.run('doctor', '--json')
  const { findings } = JSON.parse(out)
  expect(findings.filter((finding: { status: string }) => finding.status === 'problem')).toEqual([])
  expect(status).toBe(0)
})

it('notes that no e-mail is sent, and does not call that well', async () => {
  const { out } = await waymark.run('doctor')
  expect(out).toContain('note     e-mail: The instance was started without a mail server')
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
  const dir = join(waymark.dir, 'nothing')
  const nothing = await runCommand(['events', '--data', dir])
  expect(nothing).toMatchObject({ status: 1, out: '' })
  expect(nothing.err).toContain(`No Waymark runs on ${dir}. Start it with: npm start`)
})

it('shows every event that was accepted, without starting anything', async () => {
  await send([{ id: 'zoe-0', user: 'zoe', account: 'acme' }])
  const before = eventsOf((await waymark.run('events', '--json')).out)
  await send(many(1, 400, 'zoe'))
  await waymark.kill()
  const after = eventsOf((await waymark.run('events', '--json')).out)
  expect(after).toHaveLength(before.length + 400)
  expect(new Set(after.map((event) => `${event.person} ${event.messageId}`)).size).toBe(
    after.length,
  )
  const known = new Map(after.map((event) => [event.messageId, event]))
  for (const event of before) expect(known.get(event.messageId)).toEqual(event)
  const zoe = eventsOf((await waymark.run('events', '--person', 'zoe', '--json')).out)
  expect(zoe).toHaveLength(401)
})

it('says how an account is asked for, and that guides are for people', async () => {
  const nobody = await waymark.run('state', 'g/acme')
  expect(nobody).toMatchObject({ status: 1, out: '' })
  expect(nobody.err).toBe('There is nobody "g/acme". An account is asked for as account:acme\n')
  const unknown = await waymark.run('state', 'account:nowhere')
  expect(unknown.err).toBe('There is no account "nowhere".\n')
  const nowhere = await waymark.run('explain', 'account:nowhere')
  expect(nowhere).toMatchObject({ status: 1, out: '' })
  expect(nowhere.err).toBe('There is no account "nowhere".\n')
  const guide = await waymark.run('explain', 'account:acme', '--guide', 'tour')
  expect(guide.err).toBe('production/g/acme is an account; guides are shown to people.\n')
})

it('says why an account is no lead: what is wanted, and what is found', async () => {
  const { out } = await waymark.run('explain', 'account:acme', '--definition', 'pql/hot')
  const [head, check] = out.split('\n')
  expect(head).toBe('pql hot: not one')
  expect(check).toMatch(
    /^ {2}NO {2}behaviour {2}expected: has done “Product Created” at least 2 times {2}found: seen once, last on \d{4}-/,
  )
})

it('still knows people, and says what needs a running instance', async () => {
  const person = JSON.parse((await waymark.run('state', 'zoe', '--json')).out)
  expect(person.subject).toBe('production/u/zoe')
  const explained = JSON.parse((await waymark.run('explain', 'zoe', '--json')).out)
  expect(explained.guides).toMatchObject([{ guide: 'tour', shows: false }])
  expect(explained.definitions).toMatchObject([
    { kind: 'lifecycle', stands: expect.stringContaining('trial since') },
    { kind: 'milestone', id: 'first-project', checks: [{ part: 'reached' }] },
  ])
  const keys = await waymark.run('keys', 'list')
  expect(keys).toMatchObject({ status: 1, out: '' })
  expect(keys.err).toContain(`No Waymark runs on ${waymark.dir}`)
})

/** Writes records past ingest, as they lie there that the processor had no time to fold. */
const leaveBehind = async (...values: readonly string[]): Promise<void> => {
  const log = await createEmbeddedLog({ dir: join(waymark.dir, 'log') })
  const key = 'production/u/late'
  await log.append(values.map((value) => ({ topic: 'events', key, value: Buffer.from(value) })))
  await log.close()
}

const header = (): string =>
  JSON.stringify({
    v: 1,
    kind: 'live',
    env: 'production',
    source: 'server',
    received: Date.now(),
    skew: 0,
  })

it('shows what was accepted in the very last moment and not folded any more', async () => {
  const event = { type: 'track', event: 'Last', messageId: 'last-1', userId: 'late' }
  await leaveBehind(`${header()}\n${JSON.stringify([event, event])}`)
  const late = eventsOf((await waymark.run('events', '--event', 'Last', '--json')).out)
  expect(late).toMatchObject([{ messageId: 'last-1', person: 'production/u/late', userId: 'late' }])
})

it('lists what cannot be folded, and folds it again on request', async () => {
  await leaveBehind('no header')
  await waymark.start()
  const list = async (): Promise<readonly { readonly offset: number }[]> =>
    JSON.parse((await waymark.run('deadletter', 'list', '--json')).out).deadLetters
  await expect.poll(list).toHaveLength(1)
  const [letter] = await list()
  const replayed = await waymark.run('deadletter', 'replay', String(letter?.offset))
  expect(replayed).toMatchObject({ status: 0, out: 'Replayed 1.\n' })
  // It still cannot be read, so it is there a second time.
  await expect.poll(list).toHaveLength(2)
  expect((await waymark.run('doctor')).out).toContain('dead letters: 2 records could not be folded')
  expect(await waymark.stop()).toBe(0)
})

it('starts again with all of it, and stops cleanly on Ctrl-C', async () => {
  const hasty = Array.from({ length: 130 }, (_, i) => ({
    event: 'Clicked',
    messageId: `hasty-${i}`,
  }))
  await leaveBehind(...hasty.map((event) => `${header()}\n${JSON.stringify([event])}`))
  const stopped = eventsOf((await waymark.run('events', '--json')).out)
  await waymark.start()
  const running = eventsOf((await waymark.run('events', '--json')).out)
  expect(running).toHaveLength(stopped.length)
  // Explain said nothing of somebody whose records came too fast to count.
  const { uncounted } = JSON.parse((await waymark.run('explain', 'late', '--json')).out)
  expect(uncounted).toMatchObject({ events: 30 })
  expect(await waymark.stop()).toBe(0)
  const then = await waymark.run('explain', 'late')
  expect(then.out).toMatch(
    /^At \S+ \S+ came 130 requests with something of them within a second\. /,
  )
  expect(eventsOf((await waymark.run('events', '--json')).out)).toHaveLength(stopped.length)
})
