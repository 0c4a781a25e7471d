import { parseDefinition } from '@waymark/schemas'
import { expect, test } from 'vitest'
import { newGuide, writtenKinds } from './written-kinds.ts'

/** What is left for its author to say in the page. */
const left: { readonly [type in string]?: readonly string[] } = {
  tooltip: ['steps[0]'],
  hotspot: ['steps[0]'],
  checklist: ['tasks[0].milestone'],
  launcher: ['launcher.start'],
}

test.each(writtenKinds.map(([type]) => type))(
  'a new %s has all that its kind needs, but what only its author can say',
  (type) => {
    const parsed = parseDefinition(newGuide('hello', 'Hello', type))
    expect(parsed.ok ? [] : parsed.problems.map(({ at }) => at)).toEqual(left[type] ?? [])
  },
)
