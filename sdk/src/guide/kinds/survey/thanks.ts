import type { ContentNode } from '@waymark/schemas/wire/content'
import type { StepView } from '../kind.ts'
import { actionsOf } from '../kit.ts'

type Sort = 'question' | 'input'

const holds = ({ step }: StepView, sorts: readonly Sort[]): boolean =>
  step.content.some((node) => sorts.some((sort) => sort in node))

const isLast = ({ content, index }: StepView): boolean => index === content.steps.length - 1

const leadsOut = (node: ContentNode): boolean =>
  'button' in node &&
  actionsOf(node.button.action).some((action) => 'complete' in action || 'dismiss' in action)

/** A step that ends it and asks nothing: all is recorded by then. In the middle of a tour it is a step as any other. */
export const isThanks = (view: StepView): boolean =>
  (isLast(view) || view.step.content.some(leadsOut)) && !holds(view, ['question', 'input'])

/** The last step, when nothing more is asked: who closes it has answered all. */
export const isAnswered = (view: StepView | undefined): boolean =>
  view !== undefined && view.index > 0 && isLast(view) && !holds(view, ['question'])
