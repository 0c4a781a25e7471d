import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '@waymark/test/support'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ran, runCommand } from '../testing/run-command.ts'
import { eventsOf, sendBatch, serverKeyOf } from '../testing/send-events.ts'
import { startWaymark, type Waymark } from '../testing/start-waymark.ts'

const guides = `
kind: guide
id: welcome
type: tooltip
target: { role: button, name: New product, id: new }
trigger: { url: /products }
steps: [{ content: [{ heading: Hello }] }]
---
kind: guide
id: round
type: tour
steps:
  - { id: start, target: { role: link, name: People, href: /people }, content: [{ heading: One }] }
  - { id: there, target: { role: button, name: Invite }, trigger: { url: /people }, content: [{ heading: Two }] }
`

const strict = "default-src 'none'; script-src 'nonce-a'; require-trusted-types-for 'script'"

/** What the app shows at each path. */
const pages: { [path: string]: string } = {
  '/products':
    '<nav><a href="/people?from=nav">People</a></nav><script nonce="a">setTimeout(() => { const b = document.createElement("button"); b.id = "new"; b.append("New product"); document.body.append(b) }, 700)</script>',
  '/people': '<button>Invite</button>',
  '/changed': '<nav><a href="/people">People</a></nav><button id="new">Create product</button>',
  '/twins': '<nav><a href="/people">People</a></nav><button>Go</button><button>Go</button>',
  '/guarded':
    '<p>One moment…</p><script>setTimeout(() => location.replace("/login"), 300)</script>',
  '/login': '<button>Sign in</button>',
}

let server: Server
let origin = ''
let dir = ''
let scratch = ''
let env: { readonly [name: string]: string } = {}
const heard: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []

beforeAll(async () => {
  const { path, env: needs } = await findChromium()
  env = { ...needs, WAYMARK_CHROMIUM: path }
  dir = await mkdtemp(join(tmpdir(), 'waymark-verify-'))
  scratch = await mkdtemp(join(tmpdir(), 'waymark-verify-'))
  await writeFile(join(dir, 'guides.yaml'), guides)
  server = createServer((request, response) => {
    const at = new URL(request.url ?? '/', 'http://app').pathname
    heard.push({ path: at, headers: request.headers })
    if (at === '/private' && request.headers.cookie !== 'session=s3' && !request.headers['x-as']) {
      response.writeHead(302, { location: '/login' }).end()
      return
    }
    const body = at === '/private' ? pages['/changed'] : pages[at]
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': at === '/products' ? strict : '',
    })
    const foreign = `<img src="http://127.0.0.1:${(server.address() as AddressInfo).port}/foreign">`
    response.end(
      `<!doctype html><html lang="en"><body>${body}${at === '/private' ? foreign : ''}</body></html>`,
    )
  }).listen(0)
  await once(server, 'listening')
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  for (const each of [dir, scratch]) await rm(each, { recursive: true })
})

const verify = (...args: readonly string[]): Promise<Ran> =>
  runCommand(['verify', '--definitions', dir, ...args], { env })

const oneGuide = async (id: string, target: string): Promise<string> => {
  const to = await mkdtemp(join(scratch, 'one-'))
  await writeFile(
    join(to, 'guide.yaml'),
    `kind: guide\nid: ${id}\ntype: tooltip\ntarget: ${target}\nsteps: [{ content: [{ heading: Hello }] }]\n`,
  )
  return to
}

describe('waymark verify', () => {
  it('finds what guides point at under a strict policy, also what the app draws late', async () => {
    const ran = await verify('--url', `${origin}/products`, '--url', `${origin}/people`)
    expect(ran).toMatchObject({ status: 0, err: '' })
    expect(ran.out).toContain(`found      welcome on ${origin}/products (100% sure)`)
    expect(ran.out).toContain(`found      round/there on ${origin}/people`)
    expect(ran.out).toContain('3 of 3 targets are there.')
  })

  it('says what has changed of a target that is still found', async () => {
    const definitions = await oneGuide('new', '{ role: button, name: New product, id: new }')
    const ran = await runCommand(
      ['verify', '--definitions', definitions, '--url', `${origin}/changed`],
      { env },
    )
    expect(ran.status).toBe(0)
    expect(ran.out).toMatch(/drifted {4}new on .*% sure/)
    expect(ran.out).toContain('name: was "New product", is "Create product"')
  })

  it('fails on several of the same, on none, and names them; as JSON too', async () => {
    const twins = await oneGuide('twins', '{ role: button, name: Go }')
    const at = ['--definitions', twins, '--url', `${origin}/twins`, '--timeout', '1']
    const said = await runCommand(['verify', ...at], { env })
    expect(said.status).toBe(1)
    expect(said.out).toContain('AMBIGUOUS  twins')
    expect(said.out).toContain('<button> button "Go" (100%, seen)')
    const json = await runCommand(['verify', ...at, '--json'], { env })
    expect(json.status).toBe(1)
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ ok: false, elsewhere: [] },
      results: [{ name: 'twins', verdict: 'ambiguous', ok: false, likely: [{}, {}] }],
    })
    const away = ['--guide', 'round', '--url', `${origin}/login`, '--timeout', '1', '--verbose']
    const missing = await verify(...away)
    expect(missing.status).toBe(1)
    expect(missing.out).toContain('MISSING    round/start')
    expect(missing.out).toContain('elsewhere  round/there')
    const skipped = await verify('--skip', 'round/start', '--url', `${origin}/people`)
    expect(skipped.status).toBe(0)
  })

  it('signs in by a cookie, kept storage or a header, which nobody else gets, and says where it was led instead', async () => {
    const definitions = await oneGuide('new', '{ role: button, name: New product, id: new }')
    const at = ['verify', '--definitions', definitions, '--url', `${origin}/private`]
    const led = await runCommand(at, { env })
    expect(led.status).toBe(1)
    expect(led.err).toContain('leads to')
    expect(led.err).toContain('/login. If that is the sign-in: use --storage-state')
    expect((await runCommand([...at, '--cookie', 'session=s3'], { env })).status).toBe(0)
    const kept = join(scratch, 'state.json')
    const session = { name: 'session', value: 's3', domain: 'localhost', path: '/', expires: -1 }
    const cookies = [{ ...session, httpOnly: true, secure: false, sameSite: 'Lax' }]
    await writeFile(kept, JSON.stringify({ cookies, origins: [] }))
    expect((await runCommand([...at, '--storage-state', kept], { env })).status).toBe(0)
    heard.length = 0
    expect((await runCommand([...at, '--header', 'X-As: ann'], { env })).status).toBe(0)
    expect(heard.find(({ path }) => path === '/private')?.headers['x-as']).toBe('ann')
    expect(heard.find(({ path }) => path === '/foreign')?.headers).not.toHaveProperty('x-as')
  })

  it('said that it is missing, of a page whose script led on to the sign-in', async () => {
    const definitions = await oneGuide('new', '{ role: button, name: New product, id: new }')
    const at = ['--definitions', definitions, '--url', `${origin}/guarded`, '--timeout', '2']
    const said = await runCommand(['verify', ...at], { env })
    expect(said.status).toBe(1)
    expect(said.out).toContain(`LED ON     new on ${origin}/guarded\n`)
    expect(said.out).toContain('It led on to /login. If that is the sign-in: use --storage-state')
    expect(said.out).not.toContain('MISSING')
    const json = await runCommand(['verify', ...at, '--json'], { env })
    expect(JSON.parse(json.out)).toMatchObject({
      ...{ ok: false, results: [{ verdict: 'led_on', landed: '/login', ok: false }] },
    })
  })

  it('was red on sound pages, for an optional step and for one of a tour that begins elsewhere', async () => {
    const to = await mkdtemp(join(scratch, 'tour-'))
    const step = (more: string): string => `  - { ${more}, content: [{ heading: Hi }] }\n`
    await writeFile(
      join(to, 'tour.yaml'),
      `kind: guide\nid: tour\ntype: tour\ntrigger: { url: /changed }\nsteps:\n${[
        step('target: { role: button, name: Create product }'),
        step('target: { role: button, name: Invite }'),
        step('target: { role: button, name: Not here }'),
        step('skip: 2s, target: { role: button, name: Perhaps }'),
      ].join('')}`,
    )
    await writeFile(
      join(to, 'go.yaml'),
      `kind: guide\nid: invite\ntype: tooltip\ntrigger: { url: /people }\ntarget: { role: button, name: Invite }\nsteps:\n${step('id: a')}`,
    )
    const run = (...paths: readonly string[]): Promise<Ran> =>
      runCommand(
        [
          ...['verify', '--definitions', to, '--timeout', '1', '--verbose'],
          ...paths.flatMap((path) => ['--url', `${origin}${path}`]),
        ],
        { env },
      )
    const elsewhere = await run('/people')
    expect(elsewhere).toMatchObject({ status: 0, err: '' })
    expect(elsewhere.out).toContain(`found      tour/2 on ${origin}/people`)
    expect(elsewhere.out).toContain('elsewhere  tour/1: not looked for here')
    expect(elsewhere.out).toContain('elsewhere  tour/4: not looked for here')
    expect(elsewhere.out).not.toContain('MISSING')
    const begun = await run('/changed', '/people')
    expect(begun.status).toBe(1)
    expect(begun.out).toContain(`MISSING    tour/3 on ${origin}/changed`)
    expect(begun.out).toContain(`optional   tour/4 on ${origin}/changed\n`)
    expect(begun.out).toContain('It is optional: the tour goes on without it.')
    expect(begun.out).toContain('3 of 4 targets are there.')
    const skipped = await runCommand(
      [
        'verify',
        '--definitions',
        to,
        '--timeout',
        '1',
        '--skip',
        'tour/2',
        '--skip',
        'tour/3',
      ].concat('--url', `${origin}/changed`),
      { env },
    )
    expect(skipped.status).toBe(0)
  })

  it('counts no guide that points at nothing, and says of which it found nothing to look for', async () => {
    const both = await oneGuide('new', '{ role: button, name: New product, id: new }')
    const modal = 'kind: guide\nid: hello\ntype: modal\nsteps: [{ content: [{ heading: Hi }] }]\n'
    await writeFile(join(both, 'modal.yaml'), modal)
    const at = ['verify', '--definitions', both, '--url', `${origin}/changed`]
    const ran = await runCommand([...at, '--verbose'], { env })
    expect(ran).toMatchObject({ status: 0, err: '' })
    expect(ran.out).toContain('no target  hello: it points at no element, and is not counted\n')
    expect(ran.out).toContain('1 of 1 targets are there')
    const alone = await runCommand([...at, '--guide', 'hello'], { env })
    expect(alone).toMatchObject({ status: 0, err: '' })
    expect(alone.out).toContain('No guide here points at an element: there is nothing to look for.')
    const json = JSON.parse((await runCommand([...at, '--guide', 'hello', '--json'], { env })).out)
    expect(json).toMatchObject({ ok: true, results: [], withoutTarget: ['hello'] })
    expect((await runCommand([...at, '--guide', 'typo'], { env })).status).toBe(1)
  })

  it('says in a sentence what is wrong with a call, a page or the browser', async () => {
    const wrong = async (args: readonly string[], more: object = {}): Promise<Ran> =>
      runCommand(['verify', '--definitions', dir, ...args], { env: { ...env, ...more } })
    expect(await wrong([])).toMatchObject({ status: 2 })
    expect(await wrong(['--url', 'products'])).toMatchObject({ status: 2 })
    expect((await wrong(['--url', `${origin}/gone`])).err).toContain('/gone answers 404.')
    const none = await wrong(['--url', origin], { WAYMARK_CHROMIUM: '/no/browser' })
    expect(none).toMatchObject({ status: 2, err: 'WAYMARK_CHROMIUM names no file: /no/browser\n' })
  })
})

describe('waymark verify of what is in force', () => {
  let waymark: Waymark
  beforeAll(async () => {
    waymark = await startWaymark()
  })
  afterAll(() => waymark[Symbol.asyncDispose]())

  it('takes the guides that are in force where no files are named', async () => {
    await waymark.run('apply', join(dir, 'guides.yaml'))
    const ran = await runCommand(['verify', '--url', `${origin}/products`], {
      env: { ...env, WAYMARK_DATA: waymark.dir },
    })
    expect(ran).toMatchObject({ status: 0, err: '' })
    expect(ran.out).toContain('found      welcome')
  })

  it('did not say which translations are stale, and where people’s browsers have lost an element', async () => {
    const file = join(scratch, 'hello.yaml')
    const publish = async (en: string): Promise<void> => {
      const steps = `steps: [{ content: [{ heading: { en: ${en}, de: Hallo } }] }]`
      const target = 'target: { role: button, name: New product, id: new }'
      await writeFile(file, `kind: guide\nid: welcome\ntype: tooltip\n${target}\n${steps}\n`)
      await waymark.run('apply', file)
    }
    await publish('Hello')
    await publish('Welcome')
    await sendBatch(
      waymark,
      await serverKeyOf(waymark),
      ['ann', 'bob', 'cy'].map((userId) => ({
        ...{ type: 'track', event: '$guide_missed', userId, messageId: `missed-${userId}` },
        properties: { guide: 'welcome', version: 3, reason: 'missing' },
        context: { page: { path: '/settings' } },
      })),
    )
    const args = ['verify', '--guide', 'welcome', '--url', `${origin}/products`]
    const needs = { env: { ...env, WAYMARK_DATA: waymark.dir } }
    const stored = async () => eventsOf((await waymark.run('events', '--json')).out).length
    await expect.poll(stored, { interval: 200 }).toBe(3)
    const ran = await runCommand(args, needs)
    expect(ran).toMatchObject({ status: 0, err: '' })
    expect(ran.out).toContain('in use     welcome on /settings: not found for 3 people since')
    expect(ran.out).toContain(
      'stale      welcome: de "Hallo" was made of "Hello", which has changed since',
    )
    const json = JSON.parse((await runCommand([...args, '--json'], needs)).out)
    expect(json).toMatchObject({
      stale: [{ guide: 'welcome', locale: 'de', text: 'Hallo', of: 'Hello' }],
      told: [{ guide: 'welcome', path: '/settings', state: 'lost', missed: 3 }],
    })
  })
})
