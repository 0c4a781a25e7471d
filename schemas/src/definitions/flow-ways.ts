import { readDurationMs } from '../duration.ts'

/** What of a step says where it leads. */
export interface StepShape {
  readonly id?: string
  readonly send?: unknown
  readonly show?: { readonly 'at-most'?: string; readonly late?: string }
  readonly wait?: {
    readonly for?: string
    readonly until?: unknown
    readonly 'at-most'?: string
    readonly late?: string
  }
  readonly branch?: readonly { readonly to: string }[]
  readonly else?: string
  readonly split?: readonly { readonly to: string }[]
  readonly go?: string
  readonly end?: true
}

/** One way on from a step. */
export interface Way {
  /** Id of a step; absent: the next in the list, or the end. */
  readonly to?: string
  /** Where it is written, within the step. */
  readonly path: readonly (string | number)[]
  /** How long whoever goes this way has stood at the step at least, ms. */
  readonly lasts: number
}

/** A step without an id is called by its place in the list, from 1. */
export const stepIdOf = ({ id }: Pick<StepShape, 'id'>, place: number): string =>
  id ?? String(place + 1)

const way = (to: string | undefined, path: Way['path'], lasts = 0): Way => ({
  ...(to === undefined ? {} : { to }),
  path,
  lasts,
})

/** What cannot be read is refused by itself: it counts as long, so that no fault follows from it. */
const lastsOf = (text: string): number => readDurationMs(text) ?? Number.POSITIVE_INFINITY

/** Every way on from a step. */
export const waysOf = (step: StepShape): readonly Way[] => {
  const { wait, show, branch, split, go } = step
  if (step.end) return []
  if (go !== undefined) return [way(go, ['go'])]
  if (split) return split.map(({ to }, i) => way(to, ['split', i, 'to']))
  if (branch)
    return [...branch.map(({ to }, i) => way(to, ['branch', i, 'to'])), way(step.else, ['else'])]
  if (wait?.for !== undefined) return [way(undefined, ['wait'], lastsOf(wait.for))]
  const key = show ? 'show' : 'wait'
  const { 'at-most': atMost, late: lateTo } = show ?? wait ?? {}
  const late = atMost === undefined ? [] : [way(lateTo, [key, 'late'], lastsOf(atMost))]
  return [way(undefined, []), ...late]
}
