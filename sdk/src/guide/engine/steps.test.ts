import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import { describe, expect, test } from 'vitest'
import { kindOf, partsOf, placeOf } from './steps.ts'

const content = [{ heading: 'Hi' }]
const guideOf = (
  type: GuideContent['type'],
  steps: readonly Partial<GuideStep>[],
  more: Partial<GuideContent> = {},
): GuideContent => ({
  ...{ v: 1, guide: 'g', version: 1, type },
  steps: steps.map((step) => ({ content, ...step })),
  ...more,
})
const first = (guide: GuideContent): GuideStep => guide.steps[0] ?? { content }

describe('where a step stands', () => {
  test('a tooltip without a target stands nowhere: the guide is skipped', () => {
    const guide = guideOf('tooltip', [{}])
    expect(placeOf(guide, first(guide))).toBeUndefined()
  })

  test('a tooltip stands at its own target, else at the guide’s', () => {
    const guide = guideOf('tooltip', [{}], { target: { id: 'a' } })
    expect(placeOf(guide, first(guide))?.target).toEqual({ id: 'a' })
    expect(placeOf(guide, { content, target: { id: 'b' } })?.target).toEqual({ id: 'b' })
  })

  test('a modal stands in the page, whatever its trigger looks for', () => {
    const guide = guideOf('modal', [{}], { target: { id: 'a' } })
    expect(placeOf(guide, first(guide))?.target).toBeUndefined()
  })

  test('a banner that is part of the page stands in its container', () => {
    const guide = guideOf('banner', [{ layout: 'inline' }], { target: { id: 'a' } })
    expect(placeOf(guide, first(guide))?.target).toEqual({ id: 'a' })
  })
})

test('a step of a tour is what it says, else a tooltip at its target, else a modal', () => {
  const tour = guideOf('tour', [{ kind: 'banner' }, { target: { id: 'a' } }, {}])
  expect(tour.steps.map((step) => kindOf(tour, step))).toEqual(['banner', 'tooltip', 'modal'])
})

test('only what a guide needs is loaded, before it begins', () => {
  const tour = guideOf('tour', [{ kind: 'slideout' }, { target: { id: 'a' } }])
  expect([...partsOf(tour)]).toEqual(['slideout', 'tooltip'])
  const asking = guideOf('modal', [{ content: [{ input: { id: 'x', label: 'X' } }] }])
  expect([...partsOf(asking)]).toEqual(['modal', 'more'])
  expect([...partsOf(guideOf('modal', [{}], { theme: { accent: '#123456' } }))]).toContain('more')
})
