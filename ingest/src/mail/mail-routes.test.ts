import { createSealer, signText } from '@waymark/runtime'
import {
  type MailLink,
  type MailLinkKind,
  mailLinkName,
  mailLinkPaths,
  mailLinkPurpose,
  writeMailLink,
} from '@waymark/schemas'
import { readRange } from '@waymark/storage'
import { expect, test } from 'vitest'
import { keys, type OpenIngest, openIngest } from '../testing/open-ingest.ts'

const secret = 'a secret of the tests, long enough'
const link: MailLink = {
  env: 'prod',
  subject: 'prod/u/ada',
  send: 's1',
  engagement: 'remind',
  email: 'welcome',
}

const pathOf = (kind: MailLinkKind, more: Partial<MailLink> = {}, key = secret): string => {
  const sealer = createSealer(signText(key, mailLinkPurpose))
  const text = sealer.seal(mailLinkName(kind), writeMailLink({ ...link, ...more }))
  return `${mailLinkPaths[kind]}${text}`
}

const url = 'https://example.com/docs?a=1&b=2#c'

const suppressions = async ({ log }: OpenIngest): Promise<readonly unknown[]> => {
  const found: unknown[] = []
  await readRange(log, { topic: 'control' }, ({ value }) => {
    if (value) found.push(JSON.parse(Buffer.from(value).toString('utf8')))
  })
  return found
}

test('a click is recorded for who was sent the mail, and leads where its author wrote', async () => {
  await using open = await openIngest()
  const answer = await open.get(pathOf('click', { url }))
  expect(answer.status).toBe(302)
  expect(answer.headers).toMatchObject({ location: url, 'referrer-policy': 'no-referrer' })
  const [stored, ...others] = await open.stored()
  expect(others).toEqual([])
  expect(stored).toMatchObject({
    key: 'prod/u/ada',
    header: { kind: 'live', source: 'server', env: 'prod' },
    events: [
      {
        type: 'track',
        event: 'Email Link Clicked',
        userId: 'ada',
        properties: { email: 'welcome', engagement: 'remind', send: 's1', url },
      },
    ],
  })
})

test('the same link clicked twice is one event by its id, another link another', async () => {
  await using open = await openIngest()
  for (const to of [url, url, 'https://example.com/other'])
    await open.get(pathOf('click', { url: to }))
  const ids = (await open.stored()).map(({ events }) => events[0]?.messageId)
  expect(ids).toHaveLength(3)
  expect(new Set(ids).size).toBe(2)
})

test('an opened mail is recorded, and gets its image whether it is ours or not', async () => {
  await using open = await openIngest()
  const answer = await open.get(pathOf('open'))
  expect(answer.headers).toMatchObject({ 'content-type': 'image/gif', 'cache-control': 'no-store' })
  expect((await open.get(`${mailLinkPaths.open}nonsense`)).status).toBe(200)
  const stored = await open.stored()
  expect(stored.map(({ events }) => events[0]?.event)).toEqual(['Email Opened'])
})

test('nobody but us can make a link lead anywhere', async () => {
  await using open = await openIngest()
  const forged = [
    pathOf('click', { url: 'https://evil.example' }, 'another secret, as long as the first'),
    `${pathOf('click', { url }).slice(0, -2)}xx`,
    pathOf('unsubscribe', { url: 'https://evil.example' }).replace('/e/u/', '/e/c/'),
    pathOf('click'),
    `${mailLinkPaths.click}https://evil.example`,
    `${mailLinkPaths.click}?url=https://evil.example`,
    `${mailLinkPaths.click}${'x'.repeat(10_000)}`,
  ]
  for (const path of forged) {
    const answer = await open.get(path)
    expect([path, answer.status]).toEqual([
      path,
      expect.toSatisfy((s: number) => s === 404 || s === 414),
    ])
    expect(answer.headers.location).toBeUndefined()
  }
  expect(await open.stored()).toEqual([])
})

test('what looks at a link without following it, or ahead of the reader, records nothing', async () => {
  await using open = await openIngest()
  const head = await open.ingest.app.inject({ method: 'HEAD', url: pathOf('click', { url }) })
  expect(head.statusCode).toBe(302)
  await open.get(pathOf('click', { url }), { 'sec-purpose': 'prefetch;prerender' })
  await open.get(pathOf('open'), { purpose: 'preview' })
  expect(await open.stored()).toEqual([])
})

test('a reader gets where they want to go while the log is away', async () => {
  await using open = await openIngest({
    wrapLog: (log) => ({ ...log, append: () => Promise.reject(new Error('away')) }),
  })
  expect((await open.get(pathOf('click', { url }))).headers.location).toBe(url)
  expect((await open.get(pathOf('open'))).status).toBe(200)
})

test('a link scanner that follows the link to unsubscribe unsubscribes nobody', async () => {
  await using open = await openIngest()
  const answer = await open.get(pathOf('unsubscribe', { address: '<Ada>@example.com' }))
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('&lt;Ada&gt;@example.com')
  expect(answer.text).toContain('<form method="post">')
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  expect([await open.stored(), await suppressions(open)]).toEqual([[], []])
})

test('a mail provider’s one click unsubscribes: the list, the person and an event say so', async () => {
  await using open = await openIngest({ deps: { clock: () => 5000 } })
  const answer = await open.post(
    pathOf('unsubscribe', { address: 'Ada@Example.com' }),
    'List-Unsubscribe=One-Click',
    { 'content-type': 'application/x-www-form-urlencoded' },
  )
  expect(answer.status).toBe(200)
  expect(await suppressions(open)).toEqual([
    {
      t: 'suppression',
      env: 'prod',
      address: 'ada@example.com',
      why: 'unsubscribed',
      subject: 'prod/u/ada',
      at: 5000,
      by: 'recipient',
      detail: 'welcome',
    },
  ])
  const stored = await open.stored()
  expect(stored.map(({ header }) => header.kind)).toEqual(['command', 'live'])
  expect(stored[0]?.header).toMatchObject({
    command: { do: 'suppress', address: 'ada@example.com', why: 'unsubscribed' },
  })
  expect(stored[1]?.events[0]?.event).toBe('Email Unsubscribed')
})

test('who asks to be unsubscribed is not told so before it is durable', async () => {
  await using open = await openIngest({
    wrapLog: (log) => ({ ...log, append: () => Promise.reject(new Error('away')) }),
  })
  const answer = await open.post(pathOf('unsubscribe', { address: 'a@b.example' }), '')
  expect(answer.status).toBeGreaterThanOrEqual(500)
})

test('whoever floods with one link fills no log, and still gets where it leads', async () => {
  await using open = await openIngest({ config: { requestsPerSecond: 0.001, requestBurst: 3 } })
  const path = pathOf('click', { url })
  for (let i = 0; i < 10; i++) expect((await open.get(path)).headers.location).toBe(url)
  expect(await open.stored()).toHaveLength(3)
  const away = await open.post(pathOf('unsubscribe', { address: 'a@b.example' }), '')
  expect(away.status).toBe(429)
})

test('a provider reports bounces and complaints with a server key; a soft bounce changes nothing', async () => {
  await using open = await openIngest()
  const body = {
    bounces: [
      { email: 'Gone@Example.com', type: 'hard', reason: '550 5.1.1 no such user' },
      { email: 'full@example.com', type: 'soft' },
      { email: 'angry@example.com', type: 'complaint', userId: 'bob' },
    ],
  }
  const as = (key: string) => ({ authorization: `Bearer ${key}` })
  expect((await open.post('/v1/email/bounces', body, as(keys.write))).json.error.code).toBe(
    'wrong_key_type',
  )
  const answer = await open.post('/v1/email/bounces', body, as(keys.server))
  expect([answer.status, answer.json]).toEqual([200, { suppressed: 2 }])
  expect(await suppressions(open)).toMatchObject([
    { address: 'gone@example.com', why: 'bounced', subject: '', detail: '550 5.1.1 no such user' },
    { address: 'angry@example.com', why: 'complained', subject: 'prod/u/bob' },
  ])
  expect((await open.stored()).map(({ key }) => key)).toEqual(['prod/u/bob', 'prod/u/bob'])
})

test.each([
  [{}, 'bounces'],
  [{ bounces: [] }, 'bounces'],
  [{ bounces: [{ email: 'a@b.example', type: 'hard' }, 5] }, 'bounces[1]'],
  [{ bounces: [{ email: 'nobody', type: 'hard' }] }, 'bounces[0].email'],
  [{ bounces: [{ email: 'a\u0000@b.example', type: 'hard' }] }, 'bounces[0].email'],
  [{ bounces: [{ email: 'a@b.example', type: 'bounced' }] }, 'bounces[0].type'],
])('a report such as %j is refused as a whole, with where it is wrong', async (body, at) => {
  await using open = await openIngest()
  const answer = await open.post('/v1/email/bounces', body, {
    authorization: `Bearer ${keys.server}`,
  })
  expect([answer.status, answer.json.error.at]).toEqual([400, at])
  expect(await suppressions(open)).toEqual([])
})
