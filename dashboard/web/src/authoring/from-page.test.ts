import type { FromPage } from '@waymark/schemas/wire/authoring'
import { expect, test } from 'vitest'
import { fromPage } from './from-page.ts'

const guide = {
  ...{ kind: 'guide', id: 'hello', name: 'Hello', type: 'checklist' },
  steps: [{ content: [{ text: 'Hello' }] }],
  tasks: [{ milestone: '', label: 'A first task' }],
} as const

test.each([
  { say: 'ready', url: 'https://app.example.com/products?tab=1#top' },
  { say: 'changed', guide, step: 2 },
  { say: 'at', step: 0 },
  { say: 'save' },
  { say: 'end' },
] as readonly FromPage[])('what the tools say is heard: $say', (said) => {
  expect(fromPage(said)).toEqual(said)
})

const ring: { self?: unknown } = {}
ring.self = ring

test.each([
  ['nothing', null],
  ['no message', 'ready'],
  ['a list', [{ say: 'save' }]],
  ['nothing that is said', {}],
  ['what is in every object', { say: 'constructor' }],
  ['a say that is none', { say: { toString: null } }],
  ['an address that is a number', { say: 'ready', url: 5 }],
  ['an address that is none', { say: 'ready', url: 'x' }],
  ['an address without end', { say: 'ready', url: `https://a.example/${'x'.repeat(9000)}` }],
  ['a step that is none', { say: 'at', step: { valueOf: null } }],
  ['a step before the first', { say: 'at', step: -1 }],
  ['no guide', { say: 'changed', guide: null, step: 0 }],
  ['a name that is none', { say: 'changed', guide: { ...guide, name: { x: 1 } }, step: 0 }],
  ['a kind that is none', { say: 'changed', guide: { ...guide, type: 'valueOf' }, step: 0 }],
  ['steps that are none', { say: 'changed', guide: { ...guide, steps: [null] }, step: 0 }],
  ['tasks that are none', { say: 'changed', guide: { ...guide, tasks: [null] }, step: 0 }],
  [
    'a task of nothing',
    { say: 'changed', guide: { ...guide, tasks: [{ milestone: 1 }] }, step: 0 },
  ],
  ['a ring', { say: 'changed', guide: { ...guide, hotspot: ring }, step: 0 }],
  ['what JSON has none of', { say: 'changed', guide: { ...guide, hotspot: 1n }, step: 0 }],
  ['too much', { say: 'changed', guide: { ...guide, name: 'x'.repeat(500_000) }, step: 0 }],
])('one wrong message from the page broke the dashboard: %s', (_, said) => {
  expect(fromPage(said)).toBeUndefined()
})

test('of a message only what belongs to it is heard', () => {
  expect(fromPage({ say: 'at', step: 1, guide })).toEqual({ say: 'at', step: 1 })
})
