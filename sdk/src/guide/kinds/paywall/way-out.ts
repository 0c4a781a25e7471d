import type { Action, GuideStep, LocalText } from '@waymark/schemas/wire/content'
import { actionsOf } from '../kit.ts'

export interface WayOut {
  readonly label: LocalText
  readonly actions: readonly Action[]
}

const leaving = ['dismiss', 'snooze', 'complete'] as const

/** The author's own way out of a step: its first button that ends the guide. Publishing refuses a step without one. */
export const wayOutOf = ({ content }: GuideStep): WayOut | undefined =>
  content
    .flatMap((node) => ('button' in node ? [node.button] : []))
    .map(({ label, action }) => ({ label, actions: actionsOf(action) }))
    .find(({ actions }) => actions.some((action) => leaving.some((kind) => kind in action)))
