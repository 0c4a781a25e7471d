import type { DraftState, GuideDraft } from '@waymark/schemas/wire/authoring'
import { expect, test } from 'vitest'
import { forAuthor } from './for-author.ts'

const message = 'a target, here or for the whole guide: a tooltip points at an element'
const content = [{ text: 'Hi' }]
const guide: GuideDraft = {
  kind: 'guide',
  id: 'tip',
  type: 'tooltip',
  steps: [{ content, target: { id: 'new' } }, { content }],
}

const told = (state: DraftState['state']): readonly string[] => {
  const problems = [
    { at: 'steps[0]', message },
    { at: 'steps[1]', message },
  ]
  return forAuthor({ state, text: '', problems }, guide).problems.map((one) => one.message)
}

test('a step whose element had just been picked was said to point at nothing until the draft was saved', () => {
  const nothing = 'Step 2 points at nothing yet: pick its element.'
  const looking = 'Step 1: looking at what was picked…'
  expect(told('unsaved')).toEqual([looking, nothing])
  expect(told('saving')).toEqual([looking, nothing])
  expect(told('saved')).toEqual(['Step 1 points at nothing yet: pick its element.', nothing])
})
