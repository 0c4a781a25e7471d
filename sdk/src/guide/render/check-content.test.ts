import type { ContentNode, GuideContent } from '@waymark/schemas/wire/content'
import { describe, expect, test } from 'vitest'
import { problemIn } from './check-content.ts'

const guideOf = (...content: readonly unknown[]): GuideContent => ({
  ...{ v: 1, guide: 'g', version: 1, type: 'tooltip' },
  target: { id: 'x' },
  steps: [{ content: content as readonly ContentNode[] }],
})
const problem = (guide: GuideContent): string | undefined => problemIn(guide, ['tooltip'])?.kind

const button = (action: unknown): unknown => ({ button: { label: 'Go', action } })

describe('the content of a guide', () => {
  test('is shown when this release knows all of it', () => {
    const known = guideOf(
      { heading: 'Hi' },
      {
        text: [
          { text: 'a', bold: true },
          { text: 'b', link: 'mailto:a@b.c' },
        ],
      },
      { image: { src: '/sdk/assets/abc', alt: 'Picture' } },
      { list: ['a', 'b'], ordered: true },
      { link: { label: 'Docs', url: '/docs?page=1#top' } },
      button([{ open: 'https://example.com', in: 'new' }, { complete: true }]),
    )
    expect(problem(known)).toBeUndefined()
  })

  test.each([
    ['a node of another release', guideOf({ hologram: {} })],
    ['a node of two kinds', guideOf({ heading: 'a', text: 'b' })],
    ['an empty node', guideOf({})],
    ['a node named as what every object has', guideOf({ constructor: 'x' })],
    ['an action of another release', guideOf(button({ eval: 'x' }))],
    ['a kind of another release', { ...guideOf(), type: 'hologram' } as never],
    ['a format of another release', { ...guideOf(), v: 2 } as never],
  ])('is skipped for %s', (_what, guide) => {
    expect(problem(guide)).toBe('guide_unknown_node')
  })

  test.each([
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a/b',
  ])('is skipped for the address %j, wherever it stands', (url) => {
    expect(problem(guideOf({ link: { label: 'x', url } }))).toBe('guide_content')
    expect(problem(guideOf({ text: [{ text: 'x', link: url }] }))).toBe('guide_content')
    expect(problem(guideOf({ image: { src: url, alt: '' } }))).toBe('guide_content')
    expect(problem(guideOf(button({ open: url })))).toBe('guide_content')
  })

  test('is skipped without steps', () => {
    expect(problem({ ...guideOf(), steps: [] })).toBe('guide_content')
  })
})
