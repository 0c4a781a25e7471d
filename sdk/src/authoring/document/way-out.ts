import type { Action, ContentNode, GuideStep } from '@waymark/schemas/wire/content'

const leaving = ['dismiss', 'snooze', 'complete'] as const

const leaves = (action: Action | readonly Action[]): boolean =>
  [action].flat().some((each) => leaving.some((kind) => kind in each))

const wayOut: ContentNode = {
  button: { label: 'Not now', look: 'quiet', action: { dismiss: true } },
}

/** A step of a paywall, which nothing closes but a button of its author's. */
export const withWayOut = (step: GuideStep): GuideStep =>
  step.content.some((node) => 'button' in node && leaves(node.button.action))
    ? step
    : { ...step, content: [...step.content, wayOut] }
