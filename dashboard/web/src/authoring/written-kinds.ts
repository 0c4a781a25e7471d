import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { ContentNode, GuideType } from '@waymark/schemas/wire/content'

/** What is written in the page: all types that there are. */
export const writtenKinds: readonly (readonly [GuideType, string])[] = [
  ['tooltip', 'Tooltip: beside an element'],
  ['modal', 'Modal: in the middle'],
  ['banner', 'Banner: along an edge'],
  ['slideout', 'Slideout: in a corner'],
  ['hotspot', 'Hotspot: on an element'],
  ['tour', 'Tour: step by step'],
  ['survey', 'Survey: questions'],
  ['checklist', 'Checklist: tasks'],
  ['feed', 'Feed: what is new'],
  ['resource-centre', 'Resource centre: links to help'],
  ['launcher', 'Launcher: a button that opens a guide'],
  ['paywall', 'Paywall: when a limit is met'],
]

export const isWritten = (type: GuideType): boolean => writtenKinds.some(([kind]) => kind === type)

const done: ContentNode = { button: { label: 'Got it', action: { complete: true } } }

const wayOut: ContentNode = {
  button: { label: 'Not now', look: 'quiet', action: { dismiss: true } },
}

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
  if (type === 'paywall') return [...said, wayOut]
  return unfinished.includes(type) ? said : [...said, done]
}

/** These lead on by themselves, or nowhere. */
const unfinished: readonly GuideType[] = ['tour', 'checklist', 'feed']

const today = (): string => new Date().toISOString().slice(0, 10)

/** A button alone has no step, and a post of a feed has a name and a day. */
const stepsOf = (name: string, type: GuideType): GuideDraft['steps'] => {
  if (type === 'launcher' || type === 'resource-centre') return []
  const content = contentOf(name, type)
  return [type === 'feed' ? { id: 'post-1', date: today(), content } : { content }]
}

const buttonOf = (type: GuideType): Partial<GuideDraft> => {
  if (type === 'feed') return { launcher: { label: 'What is new', icon: 'bell' } }
  if (type === 'launcher') return { launcher: { label: 'Help' } }
  if (type !== 'resource-centre') return {}
  return {
    launcher: { label: 'Help' },
    items: [{ label: 'Documentation', action: { open: '/' } }],
  }
}

/** What somebody begins to write from. */
export const newGuide = (id: string, name: string, type: GuideType): GuideDraft => ({
  ...{ kind: 'guide', id, name, type },
  ...(type === 'hotspot' && { hotspot: { look: 'beacon' } }),
  ...(type === 'checklist' && { tasks: [{ milestone: '', label: 'A first task' }] }),
  ...buttonOf(type),
  steps: stepsOf(name, type),
})
