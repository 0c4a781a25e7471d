import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep, LocalText, Target, Trigger } from '@waymark/schemas/wire/content'
import { matchesPattern } from '../../guide/engine/url-pattern.ts'
import { type Change, changeStep, moved, put, replaced } from './change.ts'
import { fitted, setType, stepKinds } from './kinds.ts'
import { isLaunched } from './launched.ts'
import { actionOf, withAction } from './nodes.ts'
import { pageOf } from './page-of.ts'
import { asPost } from './posts.ts'
import { withWayOut } from './way-out.ts'

const newContent: GuideStep['content'] = [
  { heading: 'A headline' },
  { text: 'Say in a sentence what this is good for.' },
]

const ownStep = (guide: GuideDraft, step: GuideStep): GuideStep => {
  if (guide.type === 'feed') return asPost(guide, step)
  return guide.type === 'paywall' ? withWayOut(step) : step
}

/** Buttons that ended the guide lead to the step behind them; what its author wrote on them stays. */
const leadingOn = (step: GuideStep): GuideStep => ({
  ...step,
  content: step.content.map((node) => {
    if (!('button' in node && 'complete' in actionOf(node.button))) return node
    const label = node.button.label === 'Got it' ? 'Next' : node.button.label
    return { button: withAction({ ...node.button, label }, { next: true }) }
  }),
})

/** Only a tour goes from page to page: what becomes one keeps the look of its steps. */
const asTour: Change = (guide) => {
  const kind = stepKinds.find((each) => each === guide.type && each !== 'tooltip')
  const tour = setType('tour')(guide)
  return kind ? { ...tour, steps: tour.steps.map((step) => ({ ...step, kind })) } : tour
}

/** Is the path one of the pattern, which may be that of whole addresses? */
const isPageOf = (pattern: string, path: string): boolean =>
  matchesPattern(pattern, new URL(path, URL.canParse(pattern) ? pattern : 'https://a.test').href)

const mayBecomeTour = ({ type }: GuideDraft): boolean => stepKinds.some((kind) => kind === type)

/** A step behind this one; where the page is another than the guide began on, the guide is a tour, and the step says where it belongs. */
export const addStep =
  (after: number, page: string): Change =>
  (guide) => {
    const here = pagesOfStep(guide, after)
    const trigger = here?.some((each) => isPageOf(each, page)) ? undefined : { url: page }
    const whole = here && trigger && mayBecomeTour(guide) ? asTour(guide) : guide
    const step: GuideStep = {
      content: newContent,
      ...(whole.type === 'tour' && trigger && { trigger }),
    }
    const at = after + 1
    const own = ownStep(whole, step)
    const before = whole.steps.slice(0, at)
    const isLast = at === whole.steps.length
    const led = isLast ? replaced(before, after, leadingOn) : before
    return { ...whole, steps: [...led, own, ...whole.steps.slice(at)] }
  }

export const removeStep =
  (at: number): Change =>
  (guide) => ({ ...guide, steps: guide.steps.filter((_, index) => index !== at) })

export const moveStep =
  (from: number, to: number): Change =>
  (guide) => ({ ...guide, steps: moved(guide.steps, from, to) })

/** What a step points at: its own target in a tour, else the guide's, which all its steps share unless they have one. */
export const setTarget =
  (at: number, target: Target | undefined): Change =>
  (guide) => {
    const isOwn = guide.type === 'tour' || guide.steps[at]?.target !== undefined || at > 0
    return isOwn && !isLaunched(guide)
      ? changeStep(at, (step) => fitted(guide, put(step, 'target', target)))(guide)
      : put(guide, 'target', target)
  }

export const targetOf = (guide: GuideDraft, at: number): Target | undefined =>
  guide.steps[at]?.target ?? guide.target

/** The trigger that a step waits for: the guide's for the first, its own for later ones of a tour. */
export const triggerOf = (guide: GuideDraft, at: number): Trigger =>
  (at > 0 && guide.type === 'tour' ? guide.steps[at]?.trigger : guide.trigger) ?? {}

export const setTrigger =
  (at: number, trigger: Trigger): Change =>
  (guide) => {
    const said = Object.keys(trigger).length > 0 ? trigger : undefined
    return at > 0 && guide.type === 'tour'
      ? changeStep(at, (step) => put(step, 'trigger', said))(guide)
      : put(guide, 'trigger', said)
  }

/** Does a step behind the first go on where the last one was? */
const goesOn = (guide: GuideDraft, at: number, url: string): boolean => {
  const page = at > 0 && guide.type === 'tour' ? pageOfStep(guide, at) : undefined
  return page !== undefined && matchesPattern(page, url)
}

/** Is a later step of a guide of one page picked on another? */
const isAway = (guide: GuideDraft, at: number, url: string): boolean => {
  const pages = at > 0 && mayBecomeTour(guide) ? pagesOfStep(guide, at) : undefined
  return pages !== undefined && !pages.some((page) => matchesPattern(page, url))
}

/**
 * Points the step at an element that was picked on a page. A step that had none belongs to that page from now on, unless the author
 * has said which; one that had is left on its pages, be they any.
 */
export const pickTarget =
  (at: number, target: Target, url: string): Change =>
  (before) => {
    const isLeaving = isAway(before, at, url)
    const guide = isLeaving ? asTour(before) : before
    const picked = setTarget(at, target)(guide)
    const trigger = triggerOf(guide, at)
    const isSaid = targetOf(guide, at) !== undefined || trigger.url !== undefined
    if ((isSaid && !isLeaving) || goesOn(guide, at, url)) return picked
    return setTrigger(at, { ...trigger, url: pageOf(new URL(url).pathname) })(picked)
  }

/** The pages that a step, or the last one before it that says so, belongs to. */
const pagesOfStep = (guide: GuideDraft, at: number): readonly string[] | undefined => {
  for (let each = at; each >= 0; each--) {
    const urls = [triggerOf(guide, each).url ?? []].flat()
    if (urls.length > 0) return urls
    if (guide.type !== 'tour') break
  }
  return undefined
}

/** The first of them. */
export const pageOfStep = (guide: GuideDraft, at: number): string | undefined =>
  pagesOfStep(guide, at)?.[0]

const textOf = (text: LocalText): string =>
  typeof text === 'string' ? text : (Object.values(text)[0] ?? '')

/** What a step is called in a list: the first words in it. */
export const nameOfStep = ({ content }: GuideStep): string => {
  for (const node of content) {
    if ('heading' in node) return textOf(node.heading)
    if ('text' in node) {
      return Array.isArray(node.text)
        ? node.text.map((run) => textOf(run.text)).join('')
        : textOf(node.text as LocalText)
    }
    if ('question' in node) return textOf(node.question.ask)
  }
  return 'A step'
}
