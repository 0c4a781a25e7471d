import { armsOf, type Definition, namesIn, sayRule, stepIdOf } from '@waymark/schemas'

/** Who shows a guide to people: an engagement, or a step of a flow as `flow/FLOW/STEP`; and to whom, in words. */
export interface GuideShower {
  readonly engagement: string
  readonly guide: string
  readonly wants: string
}

/** Each guide with each who shows it. */
export const guideShowers = (definitions: readonly Definition[]): readonly GuideShower[] => {
  const nameOf = namesIn(definitions)
  return definitions.flatMap((definition): readonly GuideShower[] => {
    const { kind, id } = definition
    if (kind === 'engagement') {
      const guides = armsOf(definition).flatMap(({ send }) =>
        send.flatMap(({ guide }) => guide ?? []),
      )
      const wants = sayRule(definition.audience, nameOf)
      return [...new Set(guides)].map((guide) => ({ engagement: id, guide, wants }))
    }
    if (kind !== 'flow') return []
    return definition.steps.flatMap((step, place) => {
      if (!step.show) return []
      const at = stepIdOf(step, place)
      const wants = `stands at the step ${at} of the flow “${nameOf('flow', id)}”`
      return [{ engagement: `flow/${id}/${at}`, guide: step.show.guide, wants }]
    })
  })
}
