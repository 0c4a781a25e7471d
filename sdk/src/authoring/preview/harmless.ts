import type { Action, ContentNode, GuideContent } from '@waymark/schemas/wire/content'
import { actionsOf } from '../../guide/render/check-content.ts'

/** What only moves within the guide happens in a preview; of all else it is said that it would. */
const walking = ['next', 'back', 'goto', 'dismiss', 'complete', 'snooze']

const sayAction = (action: Action): string => {
  if ('open' in action) return `would open ${action.open}`
  if ('start' in action) return `would start ${action.start}`
  if ('track' in action) return `would track ${action.track.event}`
  if ('set-trait' in action) return `would set ${action['set-trait'].name}`
  if ('call' in action) return `would call ${action.call}`
  return 'would click the element'
}

const tamed = (action: Action): Action =>
  Object.keys(action).some((key) => walking.includes(key))
    ? action
    : { track: { event: sayAction(action) } }

const tamedNode = (node: ContentNode): ContentNode => {
  if ('columns' in node) return { columns: node.columns.map((column) => column.map(tamedNode)) }
  if (!('button' in node)) return node
  return { button: { ...node.button, action: actionsOf(node.button.action).map(tamed) } }
}

/** The same guide, in which no button does anything to anybody. */
export const harmless = (content: GuideContent): GuideContent => ({
  ...content,
  steps: content.steps.map((step) => ({ ...step, content: step.content.map(tamedNode) })),
})
