import type { EmailNode } from '@waymark/schemas'
import type { LocalText, TextRun } from '@waymark/schemas/wire/content'
import { type Html, html } from '../html-text.ts'
import type { Filler } from './fill-text.ts'

/** What the nodes of one message share. */
export interface Look {
  readonly filler: Filler
  /** The address that stands in the mail for one that its author wrote. */
  readonly href: (url: string) => string
  readonly accent: string
}

/** Black or white, whichever is easier to read on the colour (relative luminance by WCAG 2). */
const inkOn = (colour: string): '#000000' | '#ffffff' => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff'
}

const lines = (text: string): readonly Html[] =>
  text.split('\n').map((line, i) => (i === 0 ? html`${line}` : html`<br>${line}`))

const anchor = (look: Look, url: string, inner: Html | readonly Html[]): Html =>
  html`<a href="${look.href(look.filler.address(url))}" target="_blank" rel="noopener" style="color:${look.accent};text-decoration:underline" class="wm-link">${inner}</a>`

const runHtml = (look: Look, { text, bold, italic, code, link }: TextRun): Html => {
  let piece: Html | readonly Html[] = lines(look.filler.text(text))
  if (code) piece = html`<code style="font-family:Consolas,Menlo,monospace">${piece}</code>`
  if (italic) piece = html`<em>${piece}</em>`
  if (bold) piece = html`<strong>${piece}</strong>`
  return link === undefined ? html`${piece}` : anchor(look, link, piece)
}

const row = (inner: Html | readonly Html[], style: string): Html => html`
<tr><td class="wm-text" style="padding:${style};color:#1f2430;text-align:start">${inner}</td></tr>`

type NodeOf<Key extends string> = Extract<EmailNode, { readonly [K in Key]: unknown }>

const textHtml = (look: Look, { text }: NodeOf<'text'>): Html => {
  const inner = isRuns(text) ? text.map((run) => runHtml(look, run)) : lines(look.filler.text(text))
  return row(inner, '0 0 16px;font-size:16px;line-height:24px')
}

export const isRuns = (text: LocalText | readonly TextRun[]): text is readonly TextRun[] =>
  Array.isArray(text)

const imageHtml = (look: Look, { image }: NodeOf<'image'>): Html => {
  const { src, alt, width, height, link } = image
  const w = Math.min(width ?? 536, 536)
  const scaled = height === undefined || width === undefined ? undefined : (height * w) / width
  const size = scaled === undefined ? html`` : html` height="${String(Math.round(scaled))}"`
  const picture = html`<img src="${look.filler.address(src)}" alt="${look.filler.text(alt)}" width="${String(w)}"${size} style="display:block;border:0;max-width:100%;height:auto">`
  return row(link === undefined ? picture : anchor(look, link, picture), '0 0 16px')
}

const buttonHtml = (look: Look, { button }: NodeOf<'button'>): Html => {
  const quiet = button.look === 'quiet'
  const fill = quiet ? '#ffffff' : look.accent
  const ink = quiet ? look.accent : inkOn(look.accent)
  const url = look.href(look.filler.address(button.action.open))
  const label = look.filler.text(button.label)
  const inner = html`<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${fill}" style="border-radius:6px;background:${fill};border:1px solid ${look.accent}"><a href="${url}" target="_blank" rel="noopener" style="display:inline-block;padding:12px 20px;font-size:16px;line-height:20px;font-weight:600;color:${ink};text-decoration:none">${label}</a></td></tr></table>`
  return row(inner, '4px 0 20px')
}

const listHtml = (look: Look, { list, ordered }: NodeOf<'list'>): Html => {
  const items = list.map(
    (item) => html`<li style="padding:0 0 4px">${lines(look.filler.text(item))}</li>`,
  )
  const style = 'margin:0;padding:0 0 0 24px'
  const inner = ordered
    ? html`<ol style="${style}">${items}</ol>`
    : html`<ul style="${style}">${items}</ul>`
  return row(inner, '0 0 16px;font-size:16px;line-height:24px')
}

/** One node as a row of the message's table. */
export const htmlNode = (look: Look, node: EmailNode): Html => {
  if ('heading' in node) {
    const inner = html`<h1 style="margin:0;font-size:24px;line-height:32px;font-weight:700">${lines(look.filler.text(node.heading))}</h1>`
    return row(inner, '0 0 16px')
  }
  if ('text' in node) return textHtml(look, node)
  if ('image' in node) return imageHtml(look, node)
  if ('button' in node) return buttonHtml(look, node)
  if ('list' in node) return listHtml(look, node)
  if ('link' in node) {
    const inner = anchor(look, node.link.url, lines(look.filler.text(node.link.label)))
    return row(inner, '0 0 16px;font-size:16px;line-height:24px')
  }
  return html`
<tr><td style="padding:8px 0 24px"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="wm-line" style="border-top:1px solid #d9dce3;font-size:0;line-height:0">&nbsp;</td></tr></table></td></tr>`
}
