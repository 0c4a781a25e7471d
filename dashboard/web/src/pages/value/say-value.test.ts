import type { GoldenItem } from '@waymark/schemas/api/golden'
import { expect, test } from 'vitest'
import { experimentFile, sayDeed, sayTimes } from './say-value.ts'

const item: GoldenItem = {
  kind: 'event',
  id: 'Teammate Invited',
  name: 'Teammate Invited',
  times: 2,
  people: 10,
  reached: 5,
  phi: 0.4,
  precision: 0.5,
  otherwise: 0.2,
  recall: 0.6,
  support: 0.3,
  lift: 1.6,
  q: 0.01,
  strength: 'high',
  says: '',
}
const day = 86_400_000
const asked = { target: { id: 'milestone:value', name: 'Value' }, firstMs: 2 * day, byMs: 7 * day }

test('a deed is said with how often it was done', () => {
  expect(sayDeed(item)).toBe('did “Teammate Invited” at least twice')
  expect(sayDeed({ ...item, kind: 'page', name: '/docs', times: 1 })).toBe('saw “/docs”')
  expect([sayTimes(1), sayTimes(5)]).toEqual(['at least once', '5 times or more'])
})

test('the file of an experiment asks newcomers who have not done it, and holds out half', () => {
  expect(experimentFile(item, asked)).toBe(`kind: engagement
id: try-teammate-invited
audience:
  all:
    - { since: { lifecycle: visitor, lt: 2d } }
    - { not: { did: { event: "Teammate Invited", count: { gte: 2 } } } }
send: [{ guide: a-guide-that-leads-there }]
goal: { milestone: { id: value } }
goal-within: 7d
holdout: 0.5`)
})

test('a name that is no id, and a page, make a file, too', () => {
  const file = experimentFile({ ...item, kind: 'page', id: '/', times: 1 }, asked)
  expect(file).toContain('id: try-it\n')
  expect(file).toContain('{ not: { did: { page: "/" } } }')
})
