import type { Action, GuideStep } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'

const leaving = ['dismiss', 'snooze', 'complete'] as const

const leaves = (action: Action | readonly Action[]): boolean =>
  [action].flat().some((each) => leaving.some((kind) => kind in each))

const hasWayOut = ({ content }: GuideStep): boolean =>
  content.some((node) => 'button' in node && leaves(node.button.action))

/**
 * A paywall blocks the page and comes again each time its trigger fires: every step needs a way out, and the trigger has to be
 * something that the person does.
 */
export const faultsOfPaywall = ({ type, steps, trigger }: GuideBody): readonly Fault[] => {
  if (type !== 'paywall') return []
  const after = trigger?.after
  const isAsked = !after || 'event' in after || ('element' in after && after.element === 'clicked')
  return [
    ...steps.flatMap((step, at) =>
      hasWayOut(step)
        ? []
        : [
            {
              path: ['steps', at, 'content'],
              message:
                'a button that leads out: its action is dismiss, snooze or complete. A paywall has no other way',
            },
          ],
    ),
    ...(isAsked
      ? []
      : [
          {
            path: ['trigger', 'after'],
            message: 'an event, or element: clicked: a paywall answers what somebody does',
          },
        ]),
  ]
}
