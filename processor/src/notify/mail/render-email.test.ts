import type { Email } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { type MessageLinks, renderEmail } from './render-email.ts'

const hostile = '<img src=x onerror=alert(1)>"\r\nBcc: all@example.com\u2028'

const email: Email = {
  kind: 'email',
  id: 'welcome',
  subject: 'Hello {{name | there}}',
  preview: 'One line, {{name | there}}',
  content: [
    { heading: 'Hi {{name | there}}' },
    { text: 'Two\nlines' },
    {
      text: [
        { text: 'See ' },
        { text: 'the docs', bold: true, link: 'https://example.com/docs?a=1&b={{plan | x}}' },
      ],
    },
    { list: ['One', '{{name | two}}'], ordered: true },
    { image: { src: 'https://example.com/a.png', alt: 'A "page"', width: 1072, height: 400 } },
    { button: { label: 'Open it', action: { open: 'https://app.example.com/' } } },
    { divider: true },
    { link: { label: 'Write to us', url: 'mailto:help@example.com' } },
  ],
  footer: 'Example Ltd',
}

const links: MessageLinks = {
  click: (url) => `https://in.example/v1/e/c/${Buffer.from(url).toString('base64url')}`,
  open: 'https://in.example/v1/e/o/t',
  unsubscribe: 'https://in.example/v1/e/u/t',
}

const render = (change: Partial<Email>, values: Record<string, unknown> = {}, own = links) => {
  const rendered = renderEmail({ ...email, ...change }, { values: (token) => values[token] }, own)
  if (rendered.t === 'missing') throw new Error(`missing: ${rendered.tokens.join(', ')}`)
  return rendered
}

test('what a person calls himself is text in the mail, and cannot add a header', () => {
  const { subject, html, text } = render({}, { name: hostile, plan: hostile })
  expect(subject).toBe('Hello <img src=x onerror=alert(1)>" Bcc: all@example.com')
  expect(html).not.toContain('<img src=x')
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;')
  expect(html.match(/<img /g)).toHaveLength(2)
  expect(text).toContain('HI <IMG SRC=X')
  expect(subject).not.toMatch(/[\r\n\u2028]/)
})

test('both parts say the same, and each link is ours only where clicks are followed', () => {
  const { html, text } = render({}, { name: 'Ada', plan: 'a&b' })
  const target = 'https://example.com/docs?a=1&b=a%26b'
  expect(html).toContain(`href="${links.click(target)}"`)
  expect(html).toContain(`href="${links.click('https://app.example.com/')}"`)
  expect(html).toContain('href="mailto:help@example.com"')
  expect(text).toBe(
    [
      'HI ADA',
      'Two\nlines',
      `See the docs (${target})`,
      '1. One\n2. Ada',
      'A "page"',
      'Open it: https://app.example.com/',
      '--------',
      'Write to us (help@example.com)',
      '-- ',
      'Example Ltd',
      'Unsubscribe: https://in.example/v1/e/u/t',
      '',
    ].join('\n\n'),
  )
})

test('a message that is not followed holds no address of ours', () => {
  const { html, text } = render({}, {}, { click: (url) => url })
  expect(`${html}${text}`).not.toContain('in.example')
  expect(html).toContain('href="https://example.com/docs?a=1&amp;b=x"')
  expect(html.match(/<img /g)).toHaveLength(1)
})

test('a token without value and fall-back is named, wherever it stands', () => {
  const own: Email = {
    ...email,
    subject: '{{one}}',
    preview: '{{two}}',
    footer: '{{five}}',
    content: [
      { text: '{{three}}' },
      { button: { label: 'Go', action: { open: 'https://example.com/{{four}}' } } },
    ],
  }
  const found = renderEmail(own, { values: () => undefined }, links)
  expect(found).toEqual({
    t: 'missing',
    tokens: expect.arrayContaining(['one', 'two', 'three', 'four', 'five']),
  })
})

test('what mail clients need is there: a dark look, a title, widths, alternatives for images', () => {
  const { html } = render({ theme: { accent: '#ffe14d' } }, { name: 'Ada' })
  expect(html).toContain('<meta name="color-scheme" content="light dark">')
  expect(html).toContain('@media (prefers-color-scheme:dark)')
  expect(html).toContain('<title>Hello Ada</title>')
  expect(html).toContain('width="536" height="200"')
  expect(html).toContain('alt="A &quot;page&quot;"')
  // Dark ink on a light button.
  expect(html).toMatch(/font-weight:600;color:#000000/)
  expect(html).not.toMatch(/<(script|form|iframe|object|link)\b/)
})

test('the look is that of the reader’s language', () => {
  const rendered = renderEmail(
    { ...email, subject: { en: 'Hello', de: 'Hallo' } },
    { values: () => 'x', locale: 'de' },
    links,
  )
  expect(rendered).toMatchObject({
    subject: 'Hallo',
    html: expect.stringContaining('<html lang="de"'),
  })
})
