import { expect, test } from 'vitest'
import { policyLines } from './policy-lines.ts'

const csp =
  "script-src https://in.acme.example 'sha256-4mNq='; connect-src https://in.acme.example; img-src https://in.acme.example"

test('each directive is a line of its own, the hash of the inline tag with its source', () => {
  expect(policyLines(csp, 'tag').split('\n')).toEqual([
    "script-src https://in.acme.example 'sha256-4mNq='",
    'connect-src https://in.acme.example',
    'img-src https://in.acme.example',
  ])
})

test('who bundles the SDK needs no hash', () => {
  expect(policyLines(csp, 'segment')).toContain('script-src https://in.acme.example\n')
})
