import type { Score, Signal } from './score.ts'

/** Below this, no element is better than this one. */
export const strictThreshold = 0.65

/** How far the second best must be behind; two that are nearly the same cannot be told apart. */
const margin = 0.1

/** Of so many alike, looking which can be seen would only cost time. */
const mostRivals = 24

export type Sight = 'seen' | 'offscreen' | 'zero_size' | 'hidden' | 'occluded'

export interface Candidate<E> {
  readonly element: E
  readonly score: Score
}

export type Choice<E> =
  | {
      readonly found: E
      readonly score: number
      readonly sight: 'seen' | 'offscreen'
      /** What of the target is not as it was recorded. */
      readonly changed?: readonly Signal[]
    }
  | {
      readonly found: undefined
      readonly reason: 'missing' | 'refused' | 'occluded' | 'zero_size'
      readonly score: number
    }

export interface View<E> {
  readonly sightOf: (element: E) => Sight
  readonly contains: (outer: E, inner: E) => boolean
}

/**
 * Picks the element that the target means, or refuses. Only what names an element decides; of two that are the same (a menu for
 * wide and one for narrow screens) the visible one is meant, and two visible ones are refused.
 */
export const choose = <E>(
  candidates: readonly Candidate<E>[],
  threshold: number,
  view: View<E>,
): Choice<E> => {
  const best = candidates.reduce<Candidate<E> | undefined>(
    (top, each) => (top && top.score.identity >= each.score.identity ? top : each),
    undefined,
  )
  const score = best?.score.total ?? 0
  if (!best || best.score.identity === 0) return { found: undefined, reason: 'missing', score: 0 }
  if (best.score.total < threshold) return { found: undefined, reason: 'refused', score }
  const near = candidates.filter((each) => each.score.identity > best.score.identity - margin)
  if (near.length > mostRivals) return { found: undefined, reason: 'refused', score }
  const rivals = near.filter((each) => !near.some((other) => isRatherMeant(other, each, view)))
  const choice = pickVisible(rivals, view)
  return choice.found && choice.score < threshold
    ? { found: undefined, reason: 'refused', score: choice.score }
    : choice
}

/** Of two around each other (a button and the word in it) the one that looks more like the recorded, else the inner. */
const isRatherMeant = <E>(
  one: Candidate<E>,
  other: Candidate<E>,
  { contains }: View<E>,
): boolean => {
  if (one === other) return false
  const [a, b] = [one.score.total, other.score.total]
  return (
    (a >= b && contains(other.element, one.element)) ||
    (a > b && contains(one.element, other.element))
  )
}

const pickVisible = <E>(rivals: readonly Candidate<E>[], view: View<E>): Choice<E> => {
  const seen = rivals.map((rival) => ({ ...rival, sight: view.sightOf(rival.element) }))
  const inView = seen.filter(({ sight }) => sight === 'seen' || sight === 'offscreen')
  const [only, another] = inView
  if (only && another) return { found: undefined, reason: 'refused', score: only.score.total }
  const covered = seen.find(
    ({ sight, score }) => sight === 'occluded' && only && score.total >= only.score.total,
  )
  // What lies under something else is as much there as its like that can be seen.
  if (covered) return { found: undefined, reason: 'occluded', score: covered.score.total }
  if (only && (only.sight === 'seen' || only.sight === 'offscreen')) {
    const { total, changed } = only.score
    return { found: only.element, score: total, sight: only.sight, changed }
  }
  const [gone] = seen
  const reason = gone?.sight === 'occluded' || gone?.sight === 'zero_size' ? gone.sight : 'missing'
  return { found: undefined, reason, score: gone?.score.total ?? 0 }
}
