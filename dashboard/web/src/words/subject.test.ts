import { subjectPath } from '@waymark/schemas'
import { exec } from 'preact-iso/router'
import { expect, test } from 'vitest'
import { subjectHref } from './subject.ts'

const routed = (path: string, route: string): string | undefined =>
  exec(path, route, { path: '', query: {}, params: {} })?.params.subject

test.each([
  ['production/g/acme', '/accounts/:subject'],
  ['production/g/eu/a%2Fb c?d#e', '/accounts/:subject'],
  ['production/u/ann+1@acme.example', '/people/:subject'],
  ['production/a/0192f3c4-7a1b', '/people/:subject'],
])("what an alert links to is the app's own page of %s", (key, route) => {
  expect(subjectPath(key)).toBe(subjectHref(key))
  expect(routed(subjectPath(key), route)).toBe(key)
})
