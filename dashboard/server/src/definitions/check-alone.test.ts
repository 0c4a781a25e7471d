import { expect, it } from 'vitest'
import { checkAlone } from './check-alone.ts'

const milestone = (id: string, reached: unknown) => ({
  kind: 'milestone',
  id,
  level: 'person',
  order: 1,
  reached,
})

const told = (documents: readonly unknown[], given?: 'all' | 'some') =>
  checkAlone(documents, given).problems.map(({ document, at, message }) => [document, at, message])

it('tells the faults of all documents, also where one of them cannot be read', () => {
  expect(
    told([
      milestone('first', { milestone: { id: 'nowhere' } }),
      milestone('second', { didd: { event: 'A' } }),
      milestone('third', { milestone: { id: 'second' } }),
    ]),
  ).toEqual([
    [0, 'reached.milestone.id', 'there is no milestone "nowhere"'],
    [1, 'reached', expect.stringContaining('didd')],
  ])
})

it('of some of those that belong together it finds what is wrong whatever the others hold', () => {
  const documents = [
    milestone('a', {
      all: [
        { milestone: { id: 'elsewhere' } },
        { did: { feature: 'elsewhere' } },
        { score: { id: 'elsewhere', gte: 4 } },
        { account: { segment: { id: 'elsewhere' } } },
      ],
    }),
    { kind: 'engagement', id: 'e', audience: { milestone: { id: 'a' } }, send: [{ guide: 'g' }] },
    milestone('b', { account: { milestone: { id: 'a' } } }),
  ]
  expect(told(documents, 'some')).toEqual([
    [2, expect.stringContaining('reached'), expect.stringContaining('a is about people')],
  ])
  expect(told(documents).length).toBeGreaterThan(2)
})
