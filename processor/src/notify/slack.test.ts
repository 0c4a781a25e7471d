import { createLogger } from '@waymark/runtime'
import { expect, test } from 'vitest'
import { fillTokens } from '../fold/engagements/fill-tokens.ts'
import { alertMessage } from './alert-message.ts'
import type { ChannelDeps } from './channel.ts'
import { alertAbout, startReceiver } from './notifier-under-test.ts'
import { createPost } from './post.ts'
import type { SendMessage } from './send-message.ts'
import { slackChannel } from './slack.ts'
import { webhookChannel } from './webhook.ts'

const at = Date.UTC(2026, 0, 2)
const messageOf = (name: string, say = 'Ask how the set-up went.') =>
  alertMessage(
    { body: { ...alertAbout('acme', at), name, say }, env: 'prod', at },
    'https://app.example',
  )

const deps: ChannelDeps = {
  clock: () => at,
  post: createPost({ allowPrivate: true, timeoutMs: 2_000, maxAnswerBytes: 65_536 }),
  logger: createLogger({ logLevel: 'silent' }),
  secretOf: () => ({ t: 'none' }),
}
const endpointAt = (url: string) => ({ kind: 'endpoint', id: 'sales', type: 'slack', url }) as const
const sending = { payload: slackChannel.render(messageOf('Acme')), webhookId: 'msg_1', env: 'prod' }

test('Slack shows who, why, the champion, what to say and the link', async () => {
  await using slack = await startReceiver()
  expect(await slackChannel.send(sending, endpointAt(slack.url), deps)).toMatchObject({
    t: 'delivered',
  })
  const body = JSON.parse(slack.received[0]?.body ?? '')
  expect(body.text).toBe('Acme: Ready to buy')
  const texts = body.blocks.map(
    (block: { text?: { text: string }; elements?: { text: string }[] }) =>
      block.text?.text ?? block.elements?.[0]?.text,
  )
  expect(texts).toEqual([
    'Acme: Ready to buy',
    '*Why*\n• reached Code installed\n• employees is at least 20',
    '*Champion*\nAda Example &lt;ada@example.com&gt;, Engineer (12 events)',
    '*What to say*\nAsk how the set-up went.',
    '<https://app.example/accounts/prod%2Fg%2Facme?env=prod|Open in Waymark> · prod',
  ])
})

test('a name can neither mention a channel nor forge a link, and long texts keep to the limits of Slack', () => {
  const payload = slackChannel.render(
    messageOf(`<!channel> ${'&'.repeat(5_000)}`, `<https://evil|x>${'<'.repeat(5_000)}`),
  )
  expect(payload.text).not.toContain('<')
  const [header, ...others] = payload.blocks
  expect(header?.type === 'header' && [...header.text.text].length).toBe(150)
  for (const block of others) {
    if (block.type !== 'section') continue
    expect(block.text.text.length).toBeLessThanOrEqual(3_000)
    expect(block.text.text).not.toContain('<')
  }
})

const forged = '<!here> rich\r\n\n*Fake*\n> `paid` ~no~ _yes_'
const sentAbout = (to: object, say: string): SendMessage => ({
  type: 'engagement.sent',
  timestamp: new Date(at).toISOString(),
  data: {
    ...{ send: 's1', engagement: 'hello', channel: 'slack', what: 'sales', env: 'prod' },
    ...{ subject: 'prod/u/eve', traits: {}, say, links: { subject: 'https://app.example/eve' } },
    to: { person: 'prod/u/eve', ...to },
  },
})
const textOf = (block: ReturnType<typeof slackChannel.render>['blocks'][number] | undefined) =>
  block && 'text' in block ? block.text.text : undefined

test('a name forges no section: it is one line without marks, and those of the author stay', () => {
  const plain = '&lt;!here&gt; rich ∗Fake∗ &gt; ˋpaidˋ ∼no∼ ＿yes＿'
  const email = 'eve_b@example.com\r\n*Champion*'
  const { text, blocks } = slackChannel.render(sentAbout({ name: forged, email }, '*Call*\n_now_'))
  expect(text).toBe(`${plain}: hello`)
  expect(textOf(blocks[0])).toBe('<!here> rich *Fake* > `paid` ~no~ _yes_: hello')
  expect(textOf(blocks[1])).toBe(
    `*Call*\n_now_\nWho: ${plain} &lt;eve_b@example.com ∗Champion∗&gt;`,
  )
})

test('a value in the words of the author brings no marks, mentions or links to Slack, and reaches a webhook as it is', () => {
  const name = '<!here> *B* __proto__ <https://evil.example|x>'
  const { say = '', sayMarks = [] } = fillTokens('*Call* {{name}}, _now_', () => name)
  const slack = '*Call* &lt;!here&gt; ∗B∗ ＿＿proto＿＿ &lt;https://evil.example|x&gt;, _now_'
  const sent = sentAbout({ name: 'Eve' }, say)
  const marked: SendMessage = { ...sent, data: { ...sent.data, sayMarks } }
  expect(textOf(slackChannel.render(marked).blocks[1])?.split('\n')[0]).toBe(slack)
  expect(JSON.parse(webhookChannel.render(marked))).toEqual(sent)

  const body = { ...alertAbout('acme', at), say }
  const alert = alertMessage(
    { body: { ...body, sayMarks }, env: 'prod', at },
    'https://app.example',
  )
  expect(textOf(slackChannel.render(alert).blocks[3])).toBe(`*What to say*\n${slack}`)
  const plain = alertMessage({ body, env: 'prod', at }, 'https://app.example')
  expect(JSON.parse(webhookChannel.render(alert))).toEqual(plain)
})

test('an account and a champion forge no section of an alert', () => {
  const champion = { person: 'prod/u/eve', name: forged, seen: at, events: 2 }
  const body = { ...alertAbout('acme', at), name: forged, champion }
  const { text, blocks } = slackChannel.render(
    alertMessage({ body, env: 'prod', at }, 'https://app.example'),
  )
  expect(text).not.toMatch(/[\r\n*`~]/)
  expect(textOf(blocks[0])).not.toMatch(/[\r\n]/)
  expect(textOf(blocks[2])).toBe(
    '*Champion*\n&lt;!here&gt; rich ∗Fake∗ &gt; ˋpaidˋ ∼no∼ ＿yes＿ (2 events)',
  )
})

test('a hook that Slack has removed is not tried again; its word for it is the reason', async () => {
  await using slack = await startReceiver((response) => response.writeHead(404).end('no_service'))
  expect(await slackChannel.send(sending, endpointAt(slack.url), deps)).toEqual({
    t: 'dead',
    reason: 'Slack answered 404: no_service.',
    httpStatus: 404,
  })
})

test('when Slack is busy the alert waits as long as Slack says', async () => {
  await using slack = await startReceiver((response) =>
    response.writeHead(429, { 'retry-after': '7' }).end(),
  )
  expect(await slackChannel.send(sending, endpointAt(slack.url), deps)).toMatchObject({
    t: 'retry',
    afterMs: 7_000,
  })
})
