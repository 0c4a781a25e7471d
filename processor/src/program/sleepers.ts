import { type Awake, awakeOf } from './awake.ts'
import type { EngagementProgram } from './engagement.ts'
import type { FlowProgram } from './flow.ts'
import type { PqlStep } from './pql-step.ts'
import type { MilestoneStep, Step } from './program.ts'
import { type Wakes, wakesOf } from './wakes.ts'

const milestoneRules = ({ started, reached }: MilestoneStep) =>
  started ? [reached, started] : [reached]

/** The leave rule counts for a PQL alone, and one never sleeps; nor does one whose leave rule wakes it by time. */
const pqlRules = ({ clauses, leave }: PqlStep) => [
  ...clauses.flatMap(({ holds, stays }) => (stays ? [holds, stays] : [holds])),
  ...(leave ? [leave] : []),
]

const rulesOf = (step: Step) => {
  if (step.step === 'segment') return [step.rule]
  if (step.step === 'milestone') return milestoneRules(step)
  return step.step === 'pql' ? pqlRules(step) : undefined
}

/** Steps are taken in one pass: what reads a step before it may be woken in the middle of it, so it never sleeps. */
const ofEventsAlone = (wakes: Wakes | undefined): Wakes | undefined =>
  wakes && wakes.milestones.size + wakes.segments.size + wakes.pqls.size === 0 ? wakes : undefined

const wakesStep = (step: Step): Wakes | undefined => {
  const rules = rulesOf(step)
  return rules && ofEventsAlone(wakesOf(rules))
}

/** Scores and the lifecycle never sleep: there are few. Milestones stay what they are when what they were reached by is gone. */
export const awakeSteps = (steps: readonly Step[]): Awake<Step> =>
  awakeOf(
    steps.map((step) => ({
      item: step,
      id: step.step === 'lifecycle' ? '' : step.id,
      wakes: wakesStep(step),
    })),
    ({ seg, pql, almost }) => [seg, pql, almost],
  )

export const awakeFlows = (flows: readonly FlowProgram[]): Awake<FlowProgram> =>
  awakeOf(
    flows.map((flow) => ({ item: flow, id: flow.id, wakes: wakesOf([flow.enter.holds]) })),
    ({ flows: kept }) => [kept],
  )

export const awakeEngagements = (
  engagements: readonly EngagementProgram[],
): Awake<EngagementProgram> =>
  awakeOf(
    engagements.map((message) => ({
      item: message,
      id: message.id,
      wakes: wakesOf([message.audience.holds]),
    })),
    ({ eng }) => [eng],
  )
