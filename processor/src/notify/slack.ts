import { oneLine, plainValue } from '../plain-value.ts'
import { type AlertMessage, headline } from './alert-message.ts'
import type { Channel, Message } from './channel.ts'
import { judgeAnswer } from './judge-answer.ts'
import type { Outcome } from './outcome.ts'
import type { PostAnswer } from './post.ts'
import { championLine, reasonLines } from './say-alert.ts'
import { factLines, type SendMessage, sendTitle } from './send-message.ts'

interface SlackText {
  readonly type: 'plain_text' | 'mrkdwn'
  readonly text: string
}

type SlackBlock =
  | { readonly type: 'header' | 'section'; readonly text: SlackText }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] }

/** The body of an incoming webhook; `text` is what a notification shows. */
export interface SlackPayload {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}

const headerLimit = 150
const sectionLimit = 3000

/** Cuts by characters, not by halves of one, and before escaping, so that no entity is cut in two. */
const cut = (text: string, limit: number): string => {
  const characters = [...text]
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`
}

/** Slack's three control characters: without this a name could mention a whole channel or forge a link. */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** What the author says: values that others chose are words in it, and the author's own marks stay. */
const sayOf = ({ say, sayMarks = [] }: Message['data']): readonly string[] => {
  if (say === undefined) return []
  const plain = sayMarks.reduceRight(
    (text, [from, until]) =>
      text.slice(0, from) + plainValue(text.slice(from, until)) + text.slice(until),
    say,
  )
  return [plain]
}

const section = (title: string, text: string): SlackBlock => ({
  type: 'section',
  // An escaped character is at most five long.
  text: {
    type: 'mrkdwn',
    text: `*${title}*\n${escapeSlack(cut(text, Math.floor(sectionLimit / 5) - 40))}`,
  },
})

const header = (title: string): SlackBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: cut(oneLine(title), headerLimit) },
})

/** What a notification shows: Slack reads marks in it, too. */
const notice = (title: string): string => escapeSlack(cut(plainValue(title), headerLimit))

const openLink = (data: Message['data']): SlackBlock => ({
  type: 'context',
  elements: [
    {
      type: 'mrkdwn',
      text: `<${data.links.subject}|Open in Waymark> · ${escapeSlack(data.env)}`,
    },
  ],
})

const renderSend = (message: SendMessage): SlackPayload => {
  const title = sendTitle(message)
  const facts = factLines(message).map(plainValue)
  const lines = [...sayOf(message.data), ...facts].join('\n')
  return {
    text: notice(title),
    blocks: [
      header(title),
      {
        type: 'section',
        text: { type: 'mrkdwn', text: escapeSlack(cut(lines, Math.floor(sectionLimit / 5))) },
      },
      openLink(message.data),
    ],
  }
}

const renderAlert = (message: AlertMessage): SlackPayload => {
  const { data } = message
  const title = headline(message)
  const champion = championLine(data)
  return {
    text: notice(title),
    blocks: [
      header(title),
      section(
        'Why',
        reasonLines(data)
          .map((line) => `• ${plainValue(line)}`)
          .join('\n'),
      ),
      ...(champion === undefined ? [] : [section('Champion', plainValue(champion))]),
      ...sayOf(data).map((say) => section('What to say', say)),
      openLink(data),
    ],
  }
}

const render = (message: Message): SlackPayload =>
  message.type === 'engagement.sent' ? renderSend(message) : renderAlert(message)

/** Slack says for good that a hook is gone or a payload wrong; its answer names the fault in a word. */
const hopeless: readonly number[] = [400, 403, 404]

const judge = (answer: PostAnswer, now: number): Outcome => {
  if (answer.t === 'answered' && hopeless.includes(answer.status)) {
    const word = /^[a-z_]{1,60}$/.exec(answer.text.trim())?.[0]
    const reason =
      word === undefined
        ? `Slack answered ${answer.status}.`
        : `Slack answered ${answer.status}: ${word}.`
    return { t: 'dead', reason, httpStatus: answer.status }
  }
  return judgeAnswer(answer, now)
}

/** A message by a Slack incoming webhook. */
export const slackChannel: Channel<'slack', SlackPayload> = {
  render,
  send: async ({ payload }, endpoint, { clock, post }) => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const answer = await post({ url: endpoint.url, headers, body: JSON.stringify(payload) })
    return judge(answer, clock())
  },
}
