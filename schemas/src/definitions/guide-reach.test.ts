import { expect, test } from 'vitest'
import type { Action, GuideStep } from '../wire/content.ts'
import { unreachableSteps } from './guide-reach.ts'

const step = (...actions: readonly Action[]): GuideStep => ({
  content: [
    { heading: 'Hello' },
    ...actions.map((action) => ({ button: { label: 'On', action } })),
  ],
})
const lost = (...steps: readonly GuideStep[]): readonly number[] => unreachableSteps({ steps })

test('what is behind a step whose only button ends the guide is never met', () => {
  expect(lost(step({ complete: true }), step(), step())).toEqual([1, 2])
  expect(lost(step({ complete: true }, { next: true }), step())).toEqual([])
})

test('a step without a way out leads on by itself, and so do a click on its target, a wait that ends, and an answer', () => {
  expect(lost(step(), step({ start: 'other' }), step())).toEqual([])
  const out = step({ complete: true })
  expect(lost({ ...out, advance: { click: true } }, step())).toEqual([])
  expect(lost({ ...out, skip: '5s' }, step())).toEqual([])
  const question = { question: { id: 'q', ask: 'Recommend us?', type: 'nps' } } as const
  expect(lost({ content: [...out.content, question] }, step())).toEqual([])
})

test('a button and a branch lead to the step that they name; a button in columns leads on', () => {
  const last = { ...step(), id: 'last' }
  expect(lost(step({ goto: 'last' }), step(), last)).toEqual([1])
  const branch = [{ when: { url: '/a' }, goto: 'last' }]
  expect(lost({ ...step({ next: true }), branch }, step({ complete: true }), last)).toEqual([])
  const [, next] = step({ next: true }).content
  const columns = { columns: [next ? [next] : []] } as GuideStep['content'][number]
  expect(lost({ content: [...step({ dismiss: true }).content, columns] }, step())).toEqual([])
})
