import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { ContentNode, GuideType, Task } from '@waymark/schemas/wire/content'

/** A part that an author can add, and what it begins as. */
export interface NewNode {
  readonly name: string
  readonly make: (guide: GuideDraft) => ContentNode
}

/** The ids under which answers are recorded; each of a guide's is its own. */
export const idsIn = (nodes: readonly ContentNode[]): readonly string[] =>
  nodes.flatMap((node) => {
    if ('columns' in node) return idsIn(node.columns.flat())
    if ('input' in node) return [node.input.id]
    return 'question' in node ? [node.question.id] : []
  })

const freeId = ({ steps }: GuideDraft, stem: string): string => {
  const taken = steps.flatMap(({ content }) => idsIn(content))
  let count = 1
  while (taken.includes(`${stem}-${count}`)) count++
  return `${stem}-${count}`
}

export const newQuestion: NewNode['make'] = (guide) => ({
  question: {
    id: freeId(guide, 'question'),
    type: 'nps',
    ask: 'How likely are you to recommend us?',
    low: 'Not at all',
    high: 'Very likely',
  },
})

export const newTask: Task = { milestone: '', label: 'A first task' }

const everywhere: readonly NewNode[] = [
  { name: 'Heading', make: () => ({ heading: 'A headline' }) },
  { name: 'Text', make: () => ({ text: 'Write here.' }) },
  { name: 'List', make: () => ({ list: ['One thing'] }) },
  { name: 'Image', make: () => ({ image: { src: '', alt: '' } }) },
  { name: 'Video', make: () => ({ video: { src: '', title: 'A video' } }) },
  {
    name: 'Field',
    make: (guide) => ({ input: { id: freeId(guide, 'field'), label: 'Your answer' } }),
  },
  { name: 'Button', make: () => ({ button: { label: 'Got it', action: { complete: true } } }) },
  { name: 'Link', make: () => ({ link: { label: 'Read more', url: 'https://example.com' } }) },
]

const question: NewNode = { name: 'Question', make: newQuestion }

/** Of a post, which leads nowhere in its feed. */
const inPosts = everywhere.map(
  (node): NewNode =>
    node.name === 'Button'
      ? {
          ...node,
          make: () => ({ button: { label: 'Show me', look: 'quiet', action: { open: '/' } } }),
        }
      : node,
)

/** What can be added to a step that this kind draws. Only surveys ask. */
export const newNodesFor = (kind: GuideType): readonly NewNode[] => {
  if (kind === 'survey') return [question, ...everywhere]
  return kind === 'feed' ? inPosts : everywhere
}
