import type { Answers, GuideContent, Target } from '@waymark/schemas/wire/content'
import type { Shelf } from '../kinds/shelf.ts'
import { idOf } from './steps.ts'
import type { Seeker } from './targets/seek.ts'
import { beside } from './targets/wanted.ts'
import { isOnPage } from './url-pattern.ts'

interface FollowingPorts {
  readonly seeker: Seeker
  readonly shelf: Shelf
  readonly answers: Answers
}

/** The step that follows: of the first branch that holds, else the next one. Undefined: the guide is over. */
export const followingStep = (
  content: GuideContent,
  at: number,
  { seeker, shelf, answers }: FollowingPorts,
): number | undefined => {
  const { steps } = content
  const page = {
    answers,
    isOnPage: (url: string | readonly string[]) => isOnPage({ url }, location.href),
    isThere: (target: Target) => seeker.now(beside(target)).found !== undefined,
  }
  const taken = steps[at]?.branch?.find(({ when }) => shelf.more?.holds(when, page))
  const next = steps.findIndex((_step, to) => idOf(content, to) === taken?.goto)
  const following = next < 0 ? at + 1 : next
  return following < steps.length ? following : undefined
}
