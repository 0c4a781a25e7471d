import type { Refusal } from '@waymark/schemas'
import type { Setup } from '@waymark/schemas/api/setup'
import { expect, test } from 'vitest'
import { waitingHelp } from './waiting-help.ts'

const setup: Setup = {
  env: 'production',
  writeKey: 'wk_1',
  ingestUrl: 'http://localhost:8090',
  snippet: '<script></script>',
  stubHash: 'sha256-x',
  csp: "connect-src 'self'",
  refusals: [],
  steps: { install: false, identify: false, milestone: false, guide: false },
  published: { milestone: false, guide: false },
}

const refused = (code: string): Setup => {
  const refusal: Refusal = {
    at: 1,
    code,
    message: 'No.',
    origin: 'https://app.example',
    path: '/v1/track',
  }
  return { ...setup, refusals: [refusal] }
}

test('nobody is disturbed in the first 20 seconds', () => {
  expect(waitingHelp(19_999, setup)).toBeUndefined()
  expect(waitingHelp(20_000, setup)?.title).toBe('Open your app in another tab')
})

test('after a minute the help names the cause that the evidence shows', () => {
  expect(waitingHelp(61_000, refused('origin_not_allowed'))?.says).toContain('https://app.example')
  expect(waitingHelp(61_000, refused('unknown_key'))?.says).toContain('write key')
  expect(waitingHelp(61_000, setup)?.says).toContain('Nothing arrives at all')
})

test('after three minutes the sample app is offered where there is one', () => {
  expect(waitingHelp(180_000, { ...setup, demoUrl: 'http://localhost:8091' })?.link?.href).toBe(
    'http://localhost:8091',
  )
  expect(waitingHelp(180_000, setup)?.link).toBeUndefined()
})
