import type { SurveyResults, SurveyScore } from '@waymark/schemas/api/surveys'
import { expect, test } from 'vitest'
import { rateOf, sayGroup, sayRate, saySureness, sayValue, sayWhole } from './say-survey.ts'

const score = (given: Partial<SurveyScore>): SurveyScore => ({
  ...{ measure: 'nps', formula: '', value: 30, answers: 100, groups: [] },
  ...given,
})

const survey = (given: Partial<SurveyResults>): SurveyResults => ({
  ...{ id: 'nps', name: 'NPS', type: 'survey', inForce: true, from: 0, to: 1, asOf: 1 },
  ...{
    responses: 0,
    people: 0,
    whole: 0,
    groups: [],
    questions: [],
    unknown: [],
    versions: [],
    variants: [],
  },
  ...given,
})

test('a score says how sure it is, and that few are few', () => {
  const interval = { low: -12.4, high: 44.7 }
  expect(saySureness(score({ interval }))).toBe('Between −12 and 45 (95%), of 100 answers.')
  expect(saySureness(score({ interval, answers: 1 }))).toBe(
    'Between −12 and 45 (95%), of 1 answer. Few: read the range, not the score.',
  )
  expect(saySureness(score({ measure: 'mean', answers: 2 }))).toBe(
    'Of 2 answers: too few, or too much alike, to say how sure it is.',
  )
})

test('each measure is said in its own unit', () => {
  expect(sayValue({ measure: 'nps' }, -0.3)).toBe('0')
  expect(sayValue({ measure: 'nps' }, -33.4)).toBe('−33')
  expect(sayValue({ measure: 'csat' }, 79.6)).toBe('80%')
  expect(sayValue({ measure: 'mean' }, 5.64)).toBe('5.6')
})

test('groups say their numbers', () => {
  expect(sayGroup({ group: 'promoters', from: 9, to: 10 })).toBe('Promoters, 9–10')
  expect(sayGroup({ group: 'neutral', from: 3, to: 3 })).toBe('Neutral, 3')
})

test('what was imported without showings is not called a rate', () => {
  const asked = survey({ shown: 212, shownAnswered: 84, responses: 84, whole: 80 })
  expect([rateOf(asked), sayRate(asked)]).toEqual(['40%', '84 of 212 showings'])
  expect(sayWhole(asked)).toBe('4 stopped before the end')
  const imported = survey({ shown: 0, shownAnswered: 0, responses: 9, whole: 9 })
  expect([rateOf(imported), sayRate(imported)]).toEqual(['–', 'not told as shown'])
  expect(sayRate({ ...asked, responses: 90 })).toBe(
    '84 of 212 showings; 6 more were answered and not told as shown',
  )
})
