import { type Flow, namedBy, type Rule, stepIdOf } from '@waymark/schemas'
import type { Named, PlacedRule } from './rules-of.ts'

const placed = (rule: Rule | undefined, path: string, label: string): readonly PlacedRule[] =>
  rule ? [{ rule, level: 'person', path, label }] : []

/** Every rule of a flow, those of its steps with the step's name. */
export const rulesOfFlow = ({ enter, exit, goal, steps }: Flow): readonly PlacedRule[] => [
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

/** What a flow's steps send. */
export const sentByFlow = ({ steps }: Flow): readonly Named[] =>
  steps.flatMap(({ send }, place) => {
    if (!send) return []
    const { channel, kind, id } = namedBy(send)
    return [{ kind, id, path: `steps[${place}].send.${channel}${channel === 'task' ? '.to' : ''}` }]
  })
