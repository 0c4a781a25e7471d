import { expect, test } from 'vitest'
import type { LiveDefinition } from '../definitions/definitions-view.ts'
import { codeInstalled, engagement, guide } from '../support/documents.ts'
import { publishedForSetup } from './published-for-setup.ts'

const live = (...documents: readonly { readonly kind: string }[]): readonly LiveDefinition[] =>
  documents.map(
    (definition) => ({ kind: definition.kind, definition }) as unknown as LiveDefinition,
  )

test('a guide is published once something sends it', () => {
  const { send, ...unsent } = engagement
  const flow = { kind: 'flow', id: 'f', steps: [{ wait: { for: '1d' } }, { send: send[0] }] }
  const variants = [
    { id: 'a', send: [{ endpoint: 'sdr-hook' }] },
    { id: 'b', send },
  ]
  const said = (...documents: readonly { readonly kind: string }[]) =>
    publishedForSetup(live(...documents)).guide
  expect(said(guide)).toBe(false)
  expect(said(guide, { ...engagement, send: [{ endpoint: 'sdr-hook' }] } as never)).toBe(false)
  expect(said(guide, engagement)).toBe(true)
  expect(said(guide, { ...unsent, variants } as never)).toBe(true)
  expect(said(guide, flow)).toBe(true)
})

test('a milestone is published as soon as it is there', () => {
  expect(publishedForSetup(live(guide)).milestone).toBe(false)
  expect(publishedForSetup(live(codeInstalled)).milestone).toBe(true)
})
