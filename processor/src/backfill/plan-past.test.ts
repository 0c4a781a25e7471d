import { parseDefinition, type StoredDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import type { KnownDefinitions } from './known-definitions.ts'
import { type Plan, planPast } from './plan-past.ts'

const parsed = (document: object) => {
  const found = parseDefinition(document)
  if (!found.ok) throw new Error(JSON.stringify(found.problems))
  return found.definition
}

const often = (gte: number, more: object = {}) =>
  parsed({
    kind: 'milestone',
    id: 'often',
    level: 'person',
    order: 1,
    reached: { did: { event: 'Built', count: { gte } } },
    ...more,
  })

type Document = ReturnType<typeof parsed>

const stored = (definition: Document, version: number, before?: Document): StoredDefinition => ({
  t: 'definition',
  env: 'e',
  kind: definition.kind,
  id: definition.id,
  version,
  definition,
  at: 1,
  by: 'test',
  ...(before ? { before: { version: version - 1, definition: before } } : {}),
})

const known = (all: readonly StoredDefinition[]): KnownDefinitions => ({
  env: 'e',
  version: 1,
  stored: all,
  counted: undefined,
  past: undefined,
})

/** What is to be done once these have counted and those are published instead. */
const planAfter = (before: Document, after: readonly StoredDefinition[]): Plan => {
  const first = planPast(known([stored(before, 1)]))
  if (first.t !== 'begin') throw new Error(`${first.t} is no beginning`)
  const counted = { t: 'counted', env: 'e', at: 1, definitions: first.definitions } as const
  return planPast({ ...known(after), counted })
}

test('another number of what is counted already: the database is asked since when, and no event is read', () => {
  const plan = planAfter(often(4), [stored(often(2), 2, often(4))])
  expect(plan).toEqual({ t: 'past', leaves: [], of: { 'milestone/often': 2 } })
})

test('another name or place in the list waits for nothing', () => {
  const renamed = often(4, { name: 'Often enough', order: 7 })
  expect(planAfter(often(4), [stored(renamed, 2, often(4))]).t).toBe('counted')
})

test('what counts from now on, or is of a kind whose dates are not asked, waits for nothing', () => {
  const fromNow = often(2, { from: 'now' })
  expect(planAfter(often(4), [stored(fromNow, 2, often(4))]).t).toBe('counted')
  const trusted = (gte: number) => often(gte, { verified: true })
  expect(planAfter(trusted(4), [stored(trusted(2), 2, trusted(4))]).t).toBe('counted')
})
