import { expect, test } from 'vitest'
import { type Definition, parseDefinition } from './definition.ts'

const problems = (document: unknown): readonly string[] => {
  const parsed = parseDefinition(document)
  return parsed.ok ? [] : parsed.problems.map(({ at, message }) => `${at}: ${message}`)
}

const email = (change: object = {}): unknown => ({
  kind: 'email',
  id: 'welcome',
  subject: 'Hello',
  content: [{ text: 'Hi' }],
  ...change,
})

const withLink = (open: string) =>
  problems(email({ content: [{ button: { label: 'Go', action: { open } } }] }))

test('an e-mail with everything in it comes back as it was', () => {
  const document = {
    kind: 'email',
    id: 'install-the-code',
    name: 'Install the code',
    from: { name: 'Ada of Example', address: 'ada@example.com', 'reply-to': 'help@example.com' },
    subject: { en: 'One line to go, {{person.name | there}}', de: 'Noch eine Zeile' },
    preview: 'It takes a minute.',
    content: [
      { heading: 'One line to go' },
      {
        text: [
          { text: 'Paste the ' },
          { text: 'code', bold: true, link: 'https://example.com/docs' },
        ],
      },
      { image: { src: 'https://example.com/a.png', alt: 'A page', link: 'https://example.com' } },
      { list: ['One', 'Two'], ordered: true },
      { button: { label: 'Open', action: { open: 'https://app.example.com/a/{{account.id}}' } } },
      { divider: true },
      { link: { label: 'Write to us', url: 'mailto:help@example.com' } },
    ],
    footer: 'Example Ltd, 1 Street, Town',
    transactional: false,
    track: { opens: true, clicks: false },
    theme: { accent: '#176145' },
  }
  expect(parseDefinition(document)).toEqual({ ok: true, definition: document as Definition })
})

test('an e-mail with texts that say nothing is refused, each at its place', () => {
  const expected =
    'is empty: a text such as Welcome, or one for each locale such as { en: Welcome, de: Willkommen }'
  expect(problems(email({ subject: {} }))).toEqual(['subject: is empty: a text'])
  for (const [node, at] of [
    [{ heading: {} }, 'heading'],
    [{ text: '' }, 'text'],
    [{ list: ['One', {}] }, 'list[1]'],
    [{ link: { label: { en: ' ' }, url: 'https://example.com' } }, 'link.label'],
    [{ button: { label: {}, action: { open: 'https://example.com' } } }, 'button.label'],
  ] as const) {
    expect(problems(email({ content: [node] }))).toEqual([`content[0].${at}: ${expected}`])
  }
})

test.each([
  'javascript:alert(1)',
  'data:text/html,x',
  '/products',
  '//example.com',
  'https://',
  'https://{{plan}}/x',
  '{{url}}',
  'https://example.com{{plan}}',
  'https://user@example.com/',
  'https://example.com/"onclick',
  'https://example.com/ a',
  'https://example.com/<x>',
  'https://example.com/{{first name}}',
])('a link to %s is refused', (url) => {
  expect(withLink(url)[0]).toMatch(/^content\[0\]\.button\.action\.open: (a whole|tokens)/)
})

test('a link may carry tokens behind its host', () => {
  expect(withLink('https://example.com/{{account.id}}?plan={{plan | none}}')).toEqual([])
})

test('what a mailbox cannot do, and what would break a header, is refused', () => {
  expect(problems(email({ subject: 'Hello\r\nBcc: all@example.com' }))).toEqual([
    'subject: one line',
  ])
  expect(problems(email({ subject: ' ' }))).toEqual(['subject: is empty: a text'])
  expect(problems(email({ from: { name: 'A <b@c.d>' } }))).toEqual([
    'from.name: a name such as Ada of Example',
  ])
  expect(
    problems(email({ content: [{ video: { src: 'https://a.example/b', title: 'x' } }] })),
  ).toEqual(['content[0]: one of heading, text, image, button, link, list, divider'])
  expect(
    problems(email({ content: [{ button: { label: 'Go', action: { next: true } } }] })),
  ).toEqual([
    'content[0].button.action.open: is missing: a whole https, http or mailto address; tokens only behind its host',
    'content[0].button.action.next: no such field; there is open',
  ])
  expect(problems(email({ content: [{ text: 'Hello {{account.plan}}' }] }))).toEqual([
    'content[0].text: no token is called "account.plan"; there are person.…, account.name, account.id and traits',
  ])
})
