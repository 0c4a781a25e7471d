import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideContent } from '@waymark/schemas/wire/content'
import type { Decision } from '@waymark/schemas/wire/messages'

/** The guides that a launcher or a resource centre leads to. */
const startsOf = ({ launcher, items = [] }: GuideDraft): readonly string[] => [
  ...new Set(
    [launcher?.start, ...items.map(({ action }) => ('start' in action ? action.start : undefined))]
      .filter((start) => start !== undefined)
      .filter((start) => start !== ''),
  ),
]

const mark = 'stand-in:'

/** In a preview every guide is there that this one leads to; what would open is said in its place. */
export const standInsFor = (guide: GuideDraft, of: Decision): readonly Decision[] =>
  startsOf(guide).map((start) => ({
    ...of,
    id: mark + start,
    guide: start,
    content: mark + start,
    // Until it is asked for.
    trigger: { after: { event: `${mark}never` } },
    priority: 0,
  }))

/** Undefined: it is the file of the guide itself. */
export const standIn = (path: string): GuideContent | undefined =>
  path.startsWith(mark) ? contentOf(path.slice(mark.length)) : undefined

const contentOf = (guide: string): GuideContent => ({
  ...{ v: 1, guide, version: 0, type: 'modal' },
  steps: [
    {
      content: [
        { text: `Here the guide “${guide}” opens.` },
        { button: { label: 'Close', action: { complete: true } } },
      ],
    },
  ],
})
