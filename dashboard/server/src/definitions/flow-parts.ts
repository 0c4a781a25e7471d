import { type Flow, type Level, namedBy, type Rule, stepIdOf } from '@waymark/schemas'
import type { Named, PlacedRule } from './rules-of.ts'

const placedAt =
  (level: Level) =>
  (rule: Rule | undefined, path: string, label: string): readonly PlacedRule[] =>
    rule ? [{ rule, level, path, label }] : []

/** Every rule of a flow, those of its steps with the step's name. */
export const rulesOfFlow = ({
  level = 'person',
  enter,
  exit,
  goal,
  steps,
}: Flow): readonly PlacedRule[] => {
  const placed = placedAt(level)
  return [
    ...placed(enter, 'enter', 'enters when'),
    ...placed(exit, 'exit', 'leaves when'),
    ...placed(goal, 'goal', 'goal'),
    ...steps.flatMap((step, place) => {
      const at = `steps[${place}]`
      const id = stepIdOf(step, place)
      return [
        ...placed(step.wait?.until, `${at}.wait.until`, `step ${id} waits until`),
        ...(step.branch ?? []).flatMap(({ when, to }, i) =>
          placed(when, `${at}.branch[${i}].when`, `step ${id} leads to ${to} when`),
        ),
      ]
    }),
  ]
}

/** What a flow's steps send and show. */
export const sentByFlow = ({ steps }: Flow): readonly Named[] =>
  steps.flatMap(({ send, show }, place): readonly Named[] => {
    if (show) return [{ kind: 'guide', id: show.guide, path: `steps[${place}].show.guide` }]
    if (!send) return []
    const { channel, kind, id } = namedBy(send)
    return [{ kind, id, path: `steps[${place}].send.${channel}${channel === 'task' ? '.to' : ''}` }]
  })
