import type { GuideStep } from '../wire/content.ts'
import { asks, leavesOf } from './guide-faults/leaves-of.ts'

interface GuideShape {
  readonly steps: readonly GuideStep[]
}

const actionsIn = (nodes: GuideStep['content']) =>
  nodes.flatMap((node) => ('button' in node ? [node.button.action].flat() : []))

/** Does it come to the step behind it? A step without a way on or out has a button of its own that leads on. */
const leadsOn = (step: GuideStep): boolean => {
  const ways = ['next', 'goto', 'complete', 'dismiss']
  const isOut = actionsIn(step.content).some((action) => ways.some((way) => way in action))
  return (
    !isOut ||
    step.advance !== undefined ||
    step.skip !== undefined ||
    asks(step) ||
    actionsIn(leavesOf(step.content)).some((action) => 'next' in action)
  )
}

/** Steps of a guide that nobody can come to, by their places: what is before them ends the guide. */
export const unreachableSteps = ({ steps }: GuideShape): readonly number[] => {
  const places = new Map(steps.map(({ id }, at) => [id ?? String(at + 1), at]))
  const seen = new Set<number>()
  const visit = (at: number): void => {
    const step = steps[at]
    if (!step || seen.has(at)) return
    seen.add(at)
    const named = [
      ...actionsIn(leavesOf(step.content)).flatMap((each) => ('goto' in each ? [each.goto] : [])),
      ...(step.branch ?? []).map(({ goto }) => goto),
    ]
    for (const id of named) visit(places.get(id) ?? -1)
    if (leadsOn(step)) visit(at + 1)
  }
  visit(0)
  return [...steps.keys()].filter((at) => !seen.has(at))
}
