import { expect, test } from 'vitest'
import { alertMessage } from './alert-message.ts'
import { emailChannel } from './email.ts'
import { alertAbout } from './notifier-under-test.ts'
import { slackChannel } from './slack.ts'
import { webhookChannel } from './webhook.ts'

const at = Date.UTC(2026, 0, 2)
const messageAbout = (subject: string, publicUrl = 'https://app.example') =>
  alertMessage({ body: { ...alertAbout('acme', at), subject }, env: 'prod', at }, publicUrl)

test.each([
  ['an account', 'prod/g/acme', '/accounts/prod%2Fg%2Facme?env=prod'],
  ['a person', 'prod/u/ann@acme.example', '/people/prod%2Fu%2Fann%40acme.example?env=prod'],
  ['a visitor', 'prod/a/0192f3c4', '/people/prod%2Fa%2F0192f3c4?env=prod'],
  ['an id with slashes', 'prod/g/eu/a?b#c', '/accounts/prod%2Fg%2Feu%2Fa%3Fb%23c?env=prod'],
  ['half a character', 'prod/g/a\ud83e', '/accounts/prod%2Fg%2Fa%EF%BF%BD?env=prod'],
])('every channel links to the page of %s by its whole key', (_, subject, path) => {
  const message = messageAbout(subject)
  const link = `https://app.example${path}`
  expect(JSON.parse(webhookChannel.render(message)).data.links).toEqual({ subject: link })
  expect(JSON.stringify(slackChannel.render(message))).toContain(`<${link}|Open in Waymark>`)
  const { html, text } = emailChannel.render(message)
  expect(html).toContain(`<a href="${link}">`)
  expect(text.split('\n')).toContain(link)
})

test('a public address that ends in slashes makes no double one', () => {
  const { data } = messageAbout('prod/g/acme', 'https://app.example/waymark//')
  expect(data.links.subject).toBe('https://app.example/waymark/accounts/prod%2Fg%2Facme?env=prod')
})
