import type { Setup } from '@waymark/schemas/api/setup'

/** The five blazes of Setup, in order; each is passed when there is a proof of it. */
export const setupSteps = ({ firstEvent, lastEventAt, steps }: Setup): readonly boolean[] => [
  steps.install,
  firstEvent !== undefined || lastEventAt !== undefined,
  steps.identify,
  steps.milestone,
  steps.guide,
]

export const stepsPassed = (setup: Setup): number => setupSteps(setup).filter(Boolean).length
