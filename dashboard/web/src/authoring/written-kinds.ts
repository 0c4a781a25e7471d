import type { ContentNode, GuideDraft, GuideType } from '@waymark/schemas'

/** What is written in the page; guides of other types are written as files. */
export const writtenKinds: readonly (readonly [GuideType, string])[] = [
  ['tooltip', 'Tooltip: beside an element'],
  ['modal', 'Modal: in the middle'],
  ['banner', 'Banner: along an edge'],
  ['slideout', 'Slideout: in a corner'],
  ['hotspot', 'Hotspot: on an element'],
  ['tour', 'Tour: step by step'],
  ['survey', 'Survey: questions'],
  ['checklist', 'Checklist: tasks'],
]

export const isWritten = (type: GuideType): boolean => writtenKinds.some(([kind]) => kind === type)

const done: ContentNode = { button: { label: 'Got it', action: { complete: true } } }

const contentOf = (name: string, type: GuideType): readonly ContentNode[] => {
  if (type === 'survey') {
    const ask = 'How likely are you to recommend us?'
    const ends = { low: 'Not at all', high: 'Very likely' }
    return [{ question: { id: 'question-1', type: 'nps', ask, ...ends } }]
  }
  const said: readonly ContentNode[] = [
    { heading: name },
    { text: 'Say in a sentence what this is good for.' },
  ]
  return type === 'tour' || type === 'checklist' ? said : [...said, done]
}

/** What somebody begins to write from. */
export const newGuide = (id: string, name: string, type: GuideType): GuideDraft => ({
  ...{ kind: 'guide', id, name, type },
  ...(type === 'hotspot' && { hotspot: { look: 'beacon' } }),
  ...(type === 'checklist' && { tasks: [{ milestone: '', label: 'A first task' }] }),
  steps: [{ content: contentOf(name, type) }],
})
