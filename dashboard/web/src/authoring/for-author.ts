import type { DraftState, GuideDraft } from '@waymark/schemas/wire/authoring'
import { isNothingPicked, sayLooking, sayProblem } from '../words/say-problem.ts'

type Problem = DraftState['problems'][number]

/** Whether an element stands by now where the last check met none. */
const isPicked = ({ at }: Problem, { steps, target }: GuideDraft): boolean => {
  const [, place] = /^steps\[(\d+)\]/.exec(at) ?? []
  return target !== undefined || (place !== undefined && steps[Number(place)]?.target !== undefined)
}

/**
 * How a draft stands, for people who have never seen the file of a guide. What was wrong is known of the draft that was saved last:
 * of an element that was picked since, it is only said that somebody looks.
 */
export const forAuthor = (draft: DraftState, guide: GuideDraft): DraftState => ({
  ...draft,
  problems: draft.problems.map((problem) => ({
    ...problem,
    message:
      draft.state !== 'saved' && isNothingPicked(problem) && isPicked(problem, guide)
        ? sayLooking(problem)
        : sayProblem(problem),
  })),
})
