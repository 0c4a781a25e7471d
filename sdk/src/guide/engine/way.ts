import type { Answers, GuideContent, GuideStep, Trigger } from '@waymark/schemas/wire/content'
import type { Decision, OverDecisions } from '@waymark/schemas/wire/messages'
import { pathNow } from './open-page.ts'
import { comesAgain, isQuiet } from './steps.ts'
import type { UnderWay } from './under-way.ts'
import { isOnPage } from './url-pattern.ts'

/** Nor what a page put on `Object.prototype`. */
const noTrigger: Trigger = Object.create(null)

/** How far somebody is in a guide, and what the next page goes on from. */
export interface Way {
  /** Undefined until it is loaded. */
  content: GuideContent | undefined
  /** Index of the step. */
  step: number
  answers: Answers
  /** Where the person has been, ends at this step; a presentation adds to it. */
  passed: number[]
  /** The addresses at which steps were shown last. */
  pages: { readonly [step: number]: string }
  /** Painted before: goes on where it was, without trigger and claim. */
  begun: boolean
  /** The step whose own trigger has fired. */
  fired: number | undefined
  /** The page on which it was asked for. */
  forced: string | undefined
  /** The server's word that it is over. */
  over: OverDecisions[string] | undefined
  stepNow(): GuideStep | undefined
  /** Once a tour has begun, each step says itself where it belongs; before its content is there, it may be anywhere. */
  triggerNow(): Trigger
  fits(url: string): boolean
  /** What has to happen before this step shows; nothing where the guide was asked for, and after it has had its turn. */
  awaited(): Trigger['after']
  /** Between its first step and its end: the server's word no longer counts, as it may be that this very showing used up a cap. */
  goesOn(): boolean
  /** Its goal is met, but somebody is at it: answers, reads what they have opened, or is told that all is done. */
  isInUse(isOpen: boolean, reached: ReadonlySet<string>): boolean
  go(step: number, answers: Answers): void
  startOver(): void
  /** At its end: whether it waits for its trigger to come again, as if it had never begun. */
  endsForNow(): boolean
  underWay(): UnderWay
}

export const createWay = (decision: Decision, resumed?: Omit<UnderWay, 'decision'>): Way => {
  const isTour = () => way.content?.type === 'tour'
  /** All of it, or of a tour this step: it was shown before, on this page or the last one. */
  const hasBegun = () =>
    way.begun && (!isTour() || [way.fired, way.passed.at(-1)].includes(way.step))
  const way: Way = {
    content: undefined,
    step: resumed?.step ?? 0,
    answers: resumed?.answers ?? {},
    passed: [...(resumed?.passed ?? [])],
    pages: resumed?.pages ?? {},
    begun: resumed !== undefined,
    fired: undefined,
    forced: undefined,
    over: undefined,
    stepNow: () => way.content?.steps[way.step],
    triggerNow: () =>
      way.begun && (!way.content || isTour())
        ? (way.stepNow()?.trigger ?? noTrigger)
        : decision.trigger,
    fits: (url) => url === way.forced || isOnPage(way.triggerNow(), url),
    awaited: () => (way.forced || hasBegun() ? undefined : way.triggerNow().after),
    goesOn: () => {
      const { begun, content, over } = way
      if (!begun || over === 'unpublished') return false
      return !content || content.steps.length > 1 || (isQuiet(content) && !over)
    },
    isInUse: (isOpen, reached) => {
      const { content, over } = way
      if (over !== 'goal' || !content) return false
      if (content.type === 'survey' || (isOpen && isQuiet(content))) return true
      return content.tasks?.every(({ milestone }) => reached.has(milestone)) === true
    },
    go: (step, answers) => {
      // A router may have gone on before the step was left: what is not its page is not where it was.
      for (const each of [way.step, step]) {
        way.step = each
        if (way.fits(location.href)) way.pages = { ...way.pages, [each]: pathNow() }
      }
      way.answers = answers
    },
    startOver: () => {
      way.step = 0
      way.answers = {}
      way.passed = []
    },
    endsForNow: () => {
      const again = way.content && comesAgain(way.content) && decision.trigger.after
      if (!again) return false
      way.startOver()
      way.begun = false
      way.forced = undefined
      return true
    },
    underWay: () => {
      const { step, answers, passed, pages } = way
      return { decision, step, answers, passed, pages }
    },
  }
  return way
}
