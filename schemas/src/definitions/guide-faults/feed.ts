import type { ContentNode, GuideStep } from '../../wire/content.ts'
import type { Fault } from '../fault.ts'
import type { GuideBody } from '../guide-fields.ts'
import { leavesOf } from './leaves-of.ts'
import { walks } from './walks.ts'

/** The steps of a feed are its posts: each stands for itself and has its day, and nothing leads from one to the next. */
export const faultsOfFeed = ({ type, steps }: GuideBody): readonly Fault[] =>
  steps.flatMap((step, at) =>
    (type === 'feed' ? faultsOfPost(step) : faultsElsewhere(step)).map(([field, message]) => ({
      path: ['steps', at, field],
      message,
    })),
  )

type FaultOfStep = readonly [field: keyof GuideStep, message: string]

const none = 'a post has none'

const faultsOfPost = (step: GuideStep): readonly FaultOfStep[] => {
  const rules: readonly (readonly [...FaultOfStep, isBroken: boolean])[] = [
    ['id', 'a name of its own: by it is remembered who has read the post', !step.id],
    ['date', 'the day from which the post is listed', !step.date],
    ['advance', none, 'advance' in step],
    ['branch', none, 'branch' in step],
    ['target', none, 'target' in step],
    ['content', 'nothing leads from post to post', leavesOf(step.content).some(hasWalk)],
  ]
  return rules.flatMap(([field, message, isBroken]) =>
    isBroken ? [[field, message] as const] : [],
  )
}

const hasWalk = (node: ContentNode): boolean =>
  'button' in node && [node.button.action].flat().some(walks)

const faultsElsewhere = (step: GuideStep): readonly FaultOfStep[] =>
  (['date', 'reactions'] as const)
    .filter((field) => field in step)
    .map((field) => [field, 'only the posts of a feed have it'])
