import { headline } from './alert-message.ts'
import type { Channel, Message } from './channel.ts'
import { type Html, html } from './html-text.ts'
import { championLine, milestoneLines, reasonLines } from './say-alert.ts'
import { sendLines, sendTitle } from './send-message.ts'

/** What an e-mail says; whom to and from whom is added when it is sent. */
export interface MailContent {
  readonly subject: string
  readonly text: string
  readonly html: string
}

interface Part {
  readonly title: string
  readonly lines: readonly string[]
}

/** A subject is one line, whatever a name contains. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to go
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200)

const partsOf = (message: Message): readonly Part[] => {
  if (message.type === 'engagement.sent') return [{ title: 'What', lines: sendLines(message) }]
  const { data } = message
  const champion = championLine(data)
  const parts: readonly Part[] = [
    { title: 'Why', lines: reasonLines(data) },
    { title: 'Champion', lines: champion === undefined ? [] : [champion] },
    { title: 'What to say', lines: data.say === undefined ? [] : [data.say] },
    { title: 'On the way to value', lines: milestoneLines(data) },
  ]
  return parts.filter(({ lines }) => lines.length > 0)
}

const row = ({ title, lines }: Part): Html => html`
<tr>
<td style="padding:8px 16px 8px 0;vertical-align:top;color:#555">${title}</td>
<td style="padding:8px 0">${lines.map((line) => html`<div>${line}</div>`)}</td>
</tr>`

const titleOf = (message: Message): string =>
  message.type === 'engagement.sent' ? sendTitle(message) : headline(message)

const render = (message: Message): MailContent => {
  const title = oneLine(titleOf(message))
  const link = message.data.links.subject
  const parts = partsOf(message)
  const text = parts.map(
    ({ title: name, lines }) => `${name}\n${lines.map((line) => `- ${line}`).join('\n')}`,
  )
  const body = html`<!doctype html>
<html lang="en">
<body style="font-family:sans-serif;font-size:15px;line-height:1.5;color:#111">
<h1 style="font-size:18px">${title}</h1>
<table role="presentation" cellpadding="0" cellspacing="0">${parts.map(row)}
</table>
<p><a href="${link}">Open in Waymark</a></p>
<p style="color:#555">${message.data.env}</p>
</body>
</html>
`
  return { subject: title, text: [title, ...text, link, ''].join('\n\n'), html: body.html }
}

/** A mail to everybody on the endpoint's list. */
export const emailChannel: Channel<'email', MailContent> = {
  render,
  send: async ({ payload, webhookId }, endpoint, { mail }) =>
    mail
      ? mail({ ...payload, to: endpoint.to, id: webhookId })
      : { t: 'dead', reason: 'E-mail is not set up: WAYMARK_SMTP_URL is missing.' },
}
