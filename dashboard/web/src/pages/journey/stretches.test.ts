import type { Overview } from '@waymark/schemas/api/overview'
import { expect, test } from 'vitest'
import { journeyOf } from './stretches.ts'

const overview: Overview = {
  people: 200,
  accounts: 10,
  lifecycle: [],
  leads: 0,
  asOf: 1,
  journey: [
    { id: 'one', name: 'One', level: 'person', started: 150, reached: 100, came: 100 },
    { id: 'two', name: 'Two', level: 'person', started: 60, reached: 20, came: 20, medianMs: 5 },
    { id: 'three', name: 'Three', level: 'account', started: 10, reached: 10, came: 10 },
  ],
}

test('each step is measured against the one before, the first against everybody', () => {
  const journey = journeyOf(overview, 'person')
  expect(journey?.steps.map((step) => step.ofPrevious)).toEqual([0.5, 0.2])
  expect(journey?.steps.map((step) => step.ofAll)).toEqual([0.5, 0.1])
})

test('most were said to be lost where the lowest share went on, though more were lost before', () => {
  const journey = journeyOf(overview, 'person')
  expect(journey).toMatchObject({
    bottleneck: { id: 'one', previous: 200, count: 100 },
    before: 'People and visitors',
  })
})

test('an optional step that most skip was drawn as the worst loss of the journey', () => {
  const step = (id: string, reached: number, came = reached) =>
    ({ id, name: id, level: 'person', started: reached, reached, came }) as const
  const journey = journeyOf(
    { ...overview, journey: [step('in', 180), step('invite', 20, 160), step('value', 150)] },
    'person',
  )
  expect(journey?.steps.map(({ cameOfAll }) => cameOfAll)).toEqual([0.9, 0.8, 0.75])
  expect(journey?.steps.map(({ isPassedOver }) => isPassedOver)).toEqual([false, true, false])
  expect(journey?.steps.map(({ ofPrevious }) => ofPrevious)).toEqual([0.9, 160 / 180, 150 / 160])
  expect(journey?.bottleneck?.id).toBe('in')
})

test('where all go on, nothing is called a bottleneck', () => {
  expect(journeyOf(overview, 'account')?.bottleneck).toBeUndefined()
})

test('nobody yet is a share of nothing, not a fault', () => {
  expect(
    journeyOf(
      {
        ...overview,
        people: 0,
        journey: [{ id: 'a', name: 'A', level: 'person', started: 0, reached: 0, came: 0 }],
      },
      'person',
    )?.steps[0]?.ofAll,
  ).toBe(0)
})
