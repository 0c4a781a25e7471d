import type { Email } from '@waymark/schemas'
import type { MailContent } from '../email.ts'
import { type Html, html } from '../html-text.ts'
import { createFiller, type Filler, type Values } from './fill-text.ts'
import { htmlNode, type Look } from './html-node.ts'
import { textNode } from './text-node.ts'

/** Addresses of ours in a message. */
export interface MessageLinks {
  /** What stands for an address of the author's; the address itself where clicks are not followed. */
  readonly click: (url: string) => string
  /** An image whose loading tells that the message was opened. */
  readonly open?: string
  readonly unsubscribe?: string
}

export interface Reader {
  readonly values: Values
  readonly locale?: string
}

export type RenderedEmail =
  | ({ readonly t: 'rendered' } & MailContent)
  /** Tokens that had neither a value nor a fall-back: there is nothing that could be sent. */
  | { readonly t: 'missing'; readonly tokens: readonly string[] }

const subjectLimit = 200
const accentDefault = '#176145'

/** A header is one line, whatever a name contains; what cannot be seen is left out with it. */
const oneLine = (text: string): string =>
  [...text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()].slice(0, subjectLimit).join('')

/** Colours of the dark look: mail clients that know it take these, the others the ones in line. */
const darkStyle = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.wm-page{background:#14161b!important}
.wm-card{background:#1e2128!important}
.wm-text{color:#e7e9ee!important}
.wm-small{color:#a3a9b8!important}
.wm-link{color:#8ab4ff!important}
.wm-line{border-color:#3a3f4b!important}
}
@media (max-width:480px){.wm-pad{padding:24px 20px!important}}`

/** Fills the line that a mailbox shows, so that it does not go on with the text. */
const padding = '\u200c\u00a0'.repeat(60)

const footerHtml = (footer: string, unsubscribe: string | undefined): Html => {
  const link =
    unsubscribe === undefined
      ? html``
      : html`<div style="padding:8px 0 0"><a href="${unsubscribe}" target="_blank" rel="noopener" class="wm-small" style="color:#5b6270;text-decoration:underline">Unsubscribe</a></div>`
  if (footer === '' && unsubscribe === undefined) return html``
  return html`
<tr><td class="wm-small" style="padding:20px 32px 0;font-size:13px;line-height:20px;color:#5b6270;text-align:start">${footer}${link}</td></tr>`
}

interface Parts {
  readonly subject: string
  readonly preview: string
  readonly footer: string
  readonly rows: readonly Html[]
}

const page = (parts: Parts, links: MessageLinks, locale: string | undefined): string => {
  const { subject, preview, footer, rows } = parts
  const hidden =
    preview === ''
      ? html``
      : html`<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview}${padding}</div>`
  const pixel =
    links.open === undefined
      ? html``
      : html`<img src="${links.open}" alt="" width="1" height="1" style="display:block;border:0">`
  return html`<!doctype html>
<html lang="${locale ?? 'en'}" dir="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<title>${subject}</title>
<style>
${{ html: darkStyle }}
</style>
</head>
<body class="wm-page" style="margin:0;padding:0;background:#f2f3f6">
${hidden}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="wm-page" style="background:#f2f3f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
<tr><td class="wm-card wm-pad" bgcolor="#ffffff" style="background:#ffffff;border-radius:8px;padding:32px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows}
</table>
</td></tr>${footerHtml(footer, links.unsubscribe)}
</table>
${pixel}</td></tr></table>
</body>
</html>
`.html
}

const plain = (email: Email, filler: Filler, links: MessageLinks): string => {
  const small = [
    ...(email.footer === undefined ? [] : [filler.text(email.footer)]),
    ...(links.unsubscribe === undefined ? [] : [`Unsubscribe: ${links.unsubscribe}`]),
  ]
  const body = email.content.map((node) => textNode(filler, node)).filter((text) => text !== '')
  return [...body, ...(small.length > 0 ? ['-- ', ...small] : []), ''].join('\n\n')
}

/**
 * An e-mail for one reader: subject, HTML part and text part. Every text is escaped, every address is the author's or ours;
 * nothing that is known of the reader can become mark-up, a header or a link.
 */
export const renderEmail = (email: Email, reader: Reader, links: MessageLinks): RenderedEmail => {
  const filler = createFiller(reader.values, reader.locale)
  const look: Look = {
    filler,
    href: (url) => (/^https?:/i.test(url) ? links.click(url) : url),
    accent: email.theme?.accent ?? accentDefault,
  }
  const subject = oneLine(filler.text(email.subject))
  const parts: Parts = {
    subject,
    preview: oneLine(filler.text(email.preview ?? '')),
    footer: filler.text(email.footer ?? ''),
    rows: email.content.map((node) => htmlNode(look, node)),
  }
  const text = plain(email, filler, links)
  if (filler.missing.size > 0) return { t: 'missing', tokens: [...filler.missing] }
  return { t: 'rendered', subject, text, html: page(parts, links, reader.locale) }
}
