import { contentHash } from '../content-hash.ts'
import { everyOther, type Flow } from './flow.ts'
import type { FlowPlace } from './flow-place.ts'
import { type StepShape, stepIdOf } from './flow-ways.ts'

/** Id of a step; `undefined` is the end. */
export type FlowTarget = string | undefined

/** Where the author of a changed flow leads those who are in it. */
export interface FlowMoves {
  /** The same for the same list: it moves everybody once. */
  readonly id: string
  /** By the step at which they stand; `*` is every other. */
  readonly to: ReadonlyMap<string, FlowTarget>
}

/** Where people can stand in a flow. */
export interface FlowPlaces {
  readonly steps: { readonly has: (step: string) => boolean }
  readonly moves: FlowMoves | undefined
  /** What stands at each place of the list, where it only leads on (`go`, `end`) what it leads to. */
  readonly places: readonly FlowTarget[]
}

/** What stands at a place: past the steps that only lead on. These never go round: `parseDefinition` refuses that. */
export const targetAt = (steps: readonly StepShape[], place: number): FlowTarget => {
  const step = steps[place]
  if (!step || step.end) return undefined
  return step.go === undefined ? stepIdOf(step, place) : targetCalled(steps, step.go)
}

export const targetCalled = (steps: readonly StepShape[], id: string): FlowTarget =>
  targetAt(
    steps,
    steps.findIndex((step, place) => stepIdOf(step, place) === id),
  )

/** Where whoever stands at a place goes on when nothing leads them elsewhere. */
export const nextAt = (steps: readonly StepShape[], place: number): FlowTarget => {
  const other = steps[place]?.else
  return other === undefined ? targetAt(steps, place + 1) : targetCalled(steps, other)
}

export const flowMoves = ({ move, steps }: Flow): FlowMoves | undefined =>
  move && {
    id: contentHash(move),
    to: new Map(
      Object.entries(move).map(
        ([from, to]) => [from, to === null ? undefined : targetCalled(steps, to)] as const,
      ),
    ),
  }

/** Where people can stand in a flow: at the steps that do not only lead on, each with its place in the list and what comes after it. */
export const flowPlaces = (flow: Flow) => ({
  steps: new Map(
    flow.steps.flatMap((step, place) => {
      if (step.go !== undefined || step.end) return []
      return [[stepIdOf(step, place), { place, next: nextAt(flow.steps, place) }] as const]
    }),
  ),
  moves: flowMoves(flow),
  places: flow.steps.map((_, place) => targetAt(flow.steps, place)),
})

/** Where somebody stands, as far as it says where they go on. */
type Position = Pick<NonNullable<FlowPlace['at']>, 'step' | 'place'> & {
  readonly next?: FlowTarget
  readonly moves?: string | undefined
}

/** Where the flow's author moves whoever came to this step before the flow was changed; the step itself where they stay. */
const movedFrom = ({ moves }: FlowPlaces, at: Position): FlowTarget => {
  if (!moves || at.moves === moves.id) return at.step
  if (moves.to.has(at.step)) return moves.to.get(at.step)
  return moves.to.has(everyOther) ? moves.to.get(everyOther) : at.step
}

/**
 * Where whoever stands at a step goes on when the flow was changed, and why; absent: the step is there, and they stay. Where the step was
 * taken out, what came after it is next, or where that is gone, too, what stands in its place.
 */
export const onwardFrom = (
  flow: FlowPlaces,
  at: Position,
): { readonly to: FlowTarget; readonly why: string } | undefined => {
  const to = movedFrom(flow, at)
  if (to !== at.step) return { to, why: `the changed flow moves who stood at ${at.step}` }
  if (flow.steps.has(at.step)) return undefined
  const isNext = at.next !== undefined && flow.steps.has(at.next)
  return { to: isNext ? at.next : flow.places[at.place], why: `the step ${at.step} is gone` }
}
