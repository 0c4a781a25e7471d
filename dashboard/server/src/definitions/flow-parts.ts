import { type Flow, namedBy, stepIdOf } from '@waymark/schemas'
import { type Named, type PlacedRule, placed } from './placed-rule.ts'

/** Every rule of a flow, those of its steps with the step's name. */
export const rulesOfFlow = ({
  level = 'person',
  key: flowKey,
  enter,
  exit,
  goal,
  steps,
}: Flow): readonly PlacedRule[] => [
  ...placed(enter, { level, path: 'enter', label: 'enters when' }),
  ...placed(exit, { level, flowKey, path: 'exit', label: 'leaves when' }),
  ...placed(goal, { level, flowKey, path: 'goal', label: 'goal' }),
  ...steps.flatMap((step, place) => {
    const at = `steps[${place}]`
    const id = stepIdOf(step, place)
    return [
      ...placed(step.wait?.until, {
        level,
        flowKey,
        path: `${at}.wait.until`,
        label: `step ${id} waits until`,
      }),
      ...(step.branch ?? []).flatMap(({ when, to }, i) =>
        placed(when, {
          level,
          flowKey,
          path: `${at}.branch[${i}].when`,
          label: `step ${id} leads to ${to} when`,
        }),
      ),
    ]
  }),
]

/** What a flow's steps send and show. */
export const sentByFlow = ({ steps }: Flow): readonly Named[] =>
  steps.flatMap(({ send, show }, place): readonly Named[] => {
    if (show) return [{ kind: 'guide', id: show.guide, path: `steps[${place}].show.guide` }]
    if (!send) return []
    const { channel, kind, id } = namedBy(send)
    return [{ kind, id, path: `steps[${place}].send.${channel}${channel === 'task' ? '.to' : ''}` }]
  })
