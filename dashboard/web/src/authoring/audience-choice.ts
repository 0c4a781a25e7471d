import type { Rule } from '@waymark/schemas'
import type { DefinitionItem } from '@waymark/schemas/api/definitions'
import { fromId } from '../words/names.ts'

const known: Rule = { trait: { name: '$known', eq: true } }

interface Audience {
  /** Of the choice. */
  readonly id: string
  readonly label: string
  readonly rule: Rule
}

/** Audiences that need no definition. */
export const plainAudiences: readonly Audience[] = [
  { id: 'known', label: 'Whoever has signed in', rule: known },
  { id: 'all', label: 'Everybody, visitors too', rule: { any: [known, { not: known }] } },
]

/** Segments that a guide can be shown to; a segment of accounts means the people in them. */
export const segmentAudiences = (items: readonly DefinitionItem[]): readonly Audience[] =>
  items.flatMap(({ id, definition }): readonly Audience[] => {
    if (definition.kind !== 'segment') return []
    const rule: Rule = { segment: { id } }
    const name = definition.name ?? fromId(id)
    return definition.level === 'account'
      ? [
          {
            id: `segment:${id}`,
            label: `${name}: people of these accounts`,
            rule: { account: rule },
          },
        ]
      : [{ id: `segment:${id}`, label: name, rule }]
  })

/** The rule behind a choice; `undefined`: nobody yet. Text that is no JSON throws. */
export const ruleOf = (
  choice: string,
  { written, items }: { readonly written: string; readonly items: readonly DefinitionItem[] },
): unknown =>
  choice === 'rule'
    ? JSON.parse(written)
    : [...plainAudiences, ...segmentAudiences(items)].find(({ id }) => id === choice)?.rule
