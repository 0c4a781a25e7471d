import type { GuideDraft } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { contentOf } from './drawn-draft.ts'

const draft = (theme?: GuideDraft['theme']): GuideDraft => ({
  ...{ kind: 'guide', id: 'g', type: 'modal', steps: [{ content: [{ text: 'Hi' }] }] },
  ...(theme && { theme }),
})

test('a draft is drawn in the CSS of the brand, whatever look it has of its own', () => {
  const brand = { accent: '#5b3df5', background: '#fafafa', css: '.primary { font-weight: 700 }' }
  expect(contentOf(draft(), brand).theme).toEqual(brand)
  const { background: _, ...rest } = brand
  expect(contentOf(draft({ mode: 'dark' }), brand).theme).toEqual({ ...rest, mode: 'dark' })
  expect(contentOf(draft()).theme).toBeUndefined()
})
