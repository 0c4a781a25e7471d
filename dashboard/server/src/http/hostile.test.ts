import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDashboard, openDashboard } from '../support/open-dashboard.ts'

let d: OpenDashboard

beforeAll(async () => {
  const webDir = await mkdtemp(join(tmpdir(), 'waymark-web-'))
  await mkdir(join(webDir, 'assets'))
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Waymark</title>')
  await writeFile(join(webDir, 'assets', 'main-1a2b3c4d.js'), 'export {}')
  d = await openDashboard({ deps: { webDir } })
})
afterAll(async () => {
  await d[Symbol.asyncDispose]()
})

interface Failed {
  readonly error: { readonly code: string; readonly message: string; readonly at?: string }
}

describe('wrong requests', () => {
  it('are told what is wrong and where', async () => {
    const cases = [
      ['GET', '/api/events?limit=0', undefined, 400, 'invalid_request', 'query.limit'],
      ['GET', '/api/events?limit=1001', undefined, 400, 'invalid_request', 'query.limit'],
      ['GET', '/api/people?cursor=nonsense', undefined, 400, 'invalid_request', 'query.cursor'],
      ['GET', '/api/people?search=a&search=b', undefined, 400, 'invalid_request', 'query.search'],
      ['GET', '/api/state/nobody', undefined, 400, 'invalid_request', 'path.subject'],
      ['GET', '/api/people?env=nowhere', undefined, 404, 'not_found', 'env'],
      ['POST', '/api/tokens', { name: '', role: 'sdr' }, 400, 'invalid_body', 'body.name'],
      ['POST', '/api/tokens', { name: 'x', role: 'king' }, 400, 'invalid_body', 'body.role'],
      ['POST', '/api/tokens', '{"name":', 400, 'invalid_body', undefined],
      [
        'POST',
        '/api/definitions/apply',
        { documents: 'all' },
        400,
        'invalid_body',
        'body.documents',
      ],
      ['GET', '/api/nothing', undefined, 404, 'not_found', undefined],
      ['PUT', '/api/me', { a: 1 }, 404, 'not_found', undefined],
    ] as const
    for (const [method, path, body, status, code, at] of cases) {
      const answer = await d.send<Failed>(method, path, { body })
      const { error } = answer.body
      expect([path, answer.status, error.code, error.at]).toEqual([path, status, code, at])
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:\d/)
    }
  })

  it('are refused when their body is too large or too deep', async () => {
    const large = await d.send<Failed>('POST', '/api/definitions/apply', {
      body: `"${'x'.repeat(1_100_000)}"`,
    })
    expect([large.status, large.body.error.code]).toEqual([413, 'request_too_large'])
    const deep = `{"documents":[${'['.repeat(5000)}${']'.repeat(5000)}]}`
    const answer = await d.send<Failed>('POST', '/api/definitions/apply', { body: deep })
    expect([answer.status, answer.body.error.code]).toEqual([400, 'too_deep'])
  })
})

describe('a parameter that is not known', () => {
  const message = async (path: string) => {
    const { status, body } = await d.send<{ error: { message: string; at?: string } }>('GET', path)
    return [status, body.error.at, body.error.message]
  }

  it('was left out in silence, so that a mistyped filter answered with everybody', async () => {
    expect(await message('/api/people?env=production&serach=ada')).toEqual([
      400,
      'query.serach',
      'query.serach: is not a parameter of this address; there are env, search, lifecycle, milestone, cursor, account, anonymous, limit.',
    ])
    expect(await message('/api/me?env=production')).toEqual([
      400,
      'query.env',
      'query.env: is not a parameter of this address; it takes none.',
    ])
    expect((await message('/api/people/production%2Fu%2Fada?limit=5'))[1]).toBe('query.limit')
    expect(await message('/api/people/production%2Fu%2Fada/timeline?env=staging')).toEqual([
      400,
      'query.env',
      'query.env: the subject is one of the environment "production".',
    ])
  })

  it('is refused by every route', () => {
    for (const { method, path, query } of d.dashboard.routes) {
      const issues = query?.safeParse({ nonsense: '1' }).error?.issues ?? []
      const refuses = !query || issues.some(({ code }) => code === 'unrecognized_keys')
      expect([method, path, refuses]).toEqual([method, path, true])
    }
  })

  it('is told apart from one whose value is not right, which is said in plain words', async () => {
    const said = async (path: string) => (await message(path))[2]
    expect(await said('/api/events?limit=0')).toBe('query.limit: at least 1')
    expect(await said('/api/events?limit=many')).toBe('query.limit: a number')
    expect(await said('/api/people?search=a&search=b')).toBe('query.search: a text')
    expect(await said('/api/explain')).toBe('query.person: is missing: a text')
    expect(await said('/api/leads?view=all')).toBe('query.view: one of open, mine, snoozed, done')
    expect(await said('/api/events?env=A/B')).toBe('query.env: an environment id')
  })
})

describe('a name of which nothing can be seen', () => {
  it('was given to a token', async () => {
    for (const name of ['\u200b\u2060', '\0', '  ']) {
      const answer = await d.send('POST', '/api/tokens', { body: { name, role: 'sdr' } })
      expect(answer).toMatchObject({ status: 400, body: { error: { at: 'body.name' } } })
    }
  })
})

describe('the app', () => {
  it('is served for every path of its own, its files for good', async () => {
    for (const path of ['/', '/people', '/people/production%2Fu%2Fada']) {
      const answer = await d.send('GET', path, {
        token: undefined,
        headers: { accept: 'text/html,*/*' },
      })
      expect(answer.body).toContain('<title>Waymark</title>')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    }
    const file = await d.send('GET', '/assets/main-1a2b3c4d.js', { token: undefined })
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(file.headers.get('content-type')).toContain('javascript')
    expect((await d.send('GET', '/assets/gone-00000000.js')).status).toBe(404)
    expect((await d.send('GET', '/v1/mistyped')).status).toBe(404)
  })

  it('lets nobody out of its folder', async () => {
    for (const path of [
      '/..%2f..%2f..%2fetc%2fpasswd',
      '/assets/..%2f..%2findex.html',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/%00',
      '/%',
    ]) {
      const answer = await d.send('GET', path)
      expect(answer.status).toBeLessThan(500)
      expect(String(answer.body)).not.toContain('root:')
    }
  })

  it('and the API carry headers that leave an attacker nothing to run', async () => {
    for (const path of ['/', '/api/me', '/api/nothing', '/assets/main-1a2b3c4d.js']) {
      const { headers } = await d.send('GET', path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})

describe('the API', () => {
  it('describes every route of itself', async () => {
    const { body } = await d.send<{ openapi: string; paths: { [path: string]: object } }>(
      'GET',
      '/api/openapi.json',
      { token: undefined },
    )
    expect(body.openapi).toBe('3.1.0')
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const routes = d.dashboard.routes.map(
      (r) => `${r.method} ${r.path.replaceAll(/:(\w+)/g, '{$1}')}`,
    )
    expect(described.toSorted()).toEqual(routes.toSorted())
  })
})
