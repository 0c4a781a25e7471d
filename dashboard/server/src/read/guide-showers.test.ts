import { type Definition, parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { guideShowers } from './guide-showers.ts'

const definitionOf = (document: object): Definition => {
  const parsed = parseDefinition(document)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.definition
}

test('A guide is shown by engagements, and by the steps of flows, which explain left out', () => {
  const signedUp = { did: { event: 'Signed Up' } }
  const engagement = { kind: 'engagement', id: 'hello', audience: signedUp }
  const flow = { kind: 'flow', id: 'start', name: 'Getting started', enter: signedUp }
  const showers = guideShowers(
    [
      { ...engagement, send: [{ guide: 'tour' }, { guide: 'tip' }, { guide: 'tour' }] },
      {
        ...flow,
        steps: [
          { id: 'pause', wait: { for: '1d' } },
          { id: 'look', show: { guide: 'tour' } },
        ],
      },
    ].map(definitionOf),
  )
  const wants = 'has done “Signed Up”'
  expect(showers).toEqual([
    { engagement: 'hello', guide: 'tour', wants },
    { engagement: 'hello', guide: 'tip', wants },
    {
      engagement: 'flow/start/look',
      guide: 'tour',
      wants: 'stands at the step look of the flow “Getting started”',
    },
  ])
})
