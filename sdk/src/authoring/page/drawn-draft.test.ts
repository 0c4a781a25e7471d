import { themeWith } from '@waymark/schemas'
import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { Look, Theme } from '@waymark/schemas/wire/content'
import fc from 'fast-check'
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

const colour = fc.constantFrom('#112233', '#fafafa')
const theme: fc.Arbitrary<Theme> = fc.record(
  {
    ...{ accent: colour, background: colour, text: colour },
    ...{ radius: fc.constantFrom(0, 8), font: fc.constant('Inter') },
    mode: fc.constantFrom('light', 'dark', 'auto'),
  },
  { requiredKeys: [] },
)
const brand: fc.Arbitrary<Look> = fc
  .tuple(
    theme,
    fc.record({ css: fc.constant('.primary { color: #112233 }') }, { requiredKeys: [] }),
  )
  .map(([look, css]) => ({ ...look, ...css }))

test('a draft looks as the server will serve it, whatever it and the brand say', () => {
  fc.assert(
    fc.property(brand, theme, (ofProject, own) => {
      const drawn = contentOf(draft(own), ofProject).theme
      expect(drawn ?? {}).toEqual(themeWith(ofProject, own) ?? {})
    }),
  )
})
