import { expect, test } from 'vitest'
import { coversOrigin } from './allowed-origin.ts'

test.each([
  ['https://a.example', 'https://a.example', true],
  ['https://A.example/', 'https://a.example', true],
  ['https://a.example', 'http://a.example', false],
  ['https://a.example', 'https://a.example.evil.net', false],
  ['https://a.example:8443', 'https://a.example', false],
  ['https://*.a.example', 'https://b.a.example', true],
  ['https://*.a.example', 'https://c.b.a.example', true],
  ['https://*.a.example', 'https://a.example', false],
  ['https://*.a.example', 'https://evila.example', false],
  ['http://a.example:443', 'http://a.example', false],
])('%s covers %s: %s', (allowed, origin, is) => {
  expect(coversOrigin(allowed, origin)).toBe(is)
})

test.each([
  ['https://x.com:443', 'https://x.com'],
  ['http://x.com:80', 'http://x.com'],
  ['https://*.x.com:443', 'https://a.x.com'],
  ['https://x.com', 'https://x.com:443'],
])(
  'an origin stored as %s covered no page, because browsers leave the port out',
  (allowed, origin) => {
    expect(coversOrigin(allowed, origin)).toBe(true)
  },
)
