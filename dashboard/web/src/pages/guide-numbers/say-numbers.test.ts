import type { GuideNumbersItem } from '@waymark/schemas/api/guide-numbers'
import { expect, test } from 'vitest'
import { sayBy, sayDid, sayFigures, sayFromBefore, sayStopped } from './say-numbers.ts'

const item = (given: Partial<GuideNumbersItem>): GuideNumbersItem => ({
  ...{ id: 'tour', name: 'Tour', type: 'tour', inForce: true },
  shown: { people: 132, times: 140 },
  clicked: { people: 54, times: 90 },
  dismissed: { people: 3, times: 3 },
  completed: { people: 16, times: 16 },
  ...given,
})

test('the figures of a guide are one sentence, and what nobody did is not in it', () => {
  expect(sayFigures(item({}))).toBe(
    'Shown to 132 people in 30 days: 41% clicked, 12% completed it.',
  )
  const nobody = { people: 0, times: 0 }
  expect(sayFigures(item({ type: 'feed', completed: nobody }))).toBe(
    'Shown to 132 people in 30 days: 41% opened or clicked.',
  )
  expect(
    sayFigures(item({ shown: { people: 1, times: 1 }, clicked: nobody, completed: nobody })),
  ).toBe('Shown to 1 person in 30 days: nobody clicked or completed it.')
  expect(sayFigures(item({ shown: nobody }))).toBe('Shown to nobody in 30 days.')
})

test('a share from step to step is only said where there is one', () => {
  expect(sayFromBefore(9, 12)).toBe('75% of the step before')
  expect(sayFromBefore(12, 9)).toBeUndefined()
  expect(sayFromBefore(0, 0)).toBeUndefined()
  expect(sayFromBefore(5, undefined)).toBeUndefined()
  expect([sayStopped(0), sayStopped(2)]).toEqual(['nobody stopped here', '2 stopped here'])
})

test('what a guide has of itself is said in words, and a label as it is written', () => {
  const way = { deed: 'clicked', people: 1, times: 1 } as const
  expect(sayBy({ ...way, by: 'escape', source: 'own' })).toBe('Escape key')
  expect(sayBy({ ...way, by: 'next', source: 'content' })).toBe('next')
  expect(sayDid({ people: 1, times: 2 })).toBe('1 person, 2 times')
})
