import type { GuideDraft } from '@waymark/schemas/wire/authoring'
import type { GuideStep, GuideType, StepKind } from '@waymark/schemas/wire/content'
import { type Change, changeStep, put } from './change.ts'
import { isLaunched, launcherFor, newItem } from './launched.ts'
import { newQuestion, newTask } from './new-nodes.ts'
import { asPosts, unposted } from './posts.ts'
import { withWayOut } from './way-out.ts'

/** What can be written in the page: all that there is. */
export const writtenKinds = [
  'tooltip',
  'modal',
  'banner',
  'slideout',
  'hotspot',
  'tour',
  'survey',
  'checklist',
  'feed',
  'resource-centre',
  'launcher',
  'paywall',
] as const satisfies readonly GuideType[]

export const stepKinds = [
  'tooltip',
  'modal',
  'banner',
  'slideout',
  'survey',
] as const satisfies readonly StepKind[]

/** Fields that only some kinds read: elsewhere they would say something that does not happen. */
const readers: { readonly [field in keyof GuideStep]?: readonly GuideType[] } = {
  placement: ['tooltip', 'hotspot'],
  spotlight: ['tooltip', 'hotspot'],
  position: ['modal', 'banner', 'slideout', 'survey', 'checklist'],
  backdrop: ['modal', 'survey'],
  layout: ['banner', 'survey'],
}

const ofTours = ['kind', 'trigger', 'skip'] as const satisfies readonly (keyof GuideStep)[]

/** What draws a step, be it one of a tour or not. */
export const kindOfStep = ({ type }: GuideDraft, step: GuideStep): GuideType =>
  type === 'tour' ? (step.kind ?? (step.target ? 'tooltip' : 'modal')) : type

/** Does it point at an element? */
export const isAnchored = (guide: GuideDraft, step: GuideStep): boolean => {
  const kind = kindOfStep(guide, step)
  return kind === 'tooltip' || kind === 'hotspot' || step.layout === 'inline'
}

/** In a corner unless it says otherwise: the one at the bottom right. */
const cornered: readonly GuideType[] = ['slideout', 'survey', 'checklist']

/** Does its card stand at the right edge of the screen? */
export const standsRight = (guide: GuideDraft, step: GuideStep | undefined): boolean => {
  if (isLaunched(guide)) return /right$/.test(guide.launcher?.position ?? 'bottom-right')
  if (!step || step.layout === 'inline') return false
  const usual = cornered.includes(kindOfStep(guide, step)) ? 'bottom-right' : undefined
  return /right$/.test(step.position ?? usual ?? '')
}

/** A step without what its kind does not read. */
export const fitted = (guide: GuideDraft, step: GuideStep): GuideStep => {
  const kind = kindOfStep(guide, step)
  const idle = (Object.keys(readers) as (keyof GuideStep)[]).filter(
    (field) => readers[field]?.includes(kind) === false,
  )
  const odd =
    kind === 'banner' && step.position !== undefined && !/^(top|bottom)$/.test(step.position)
  const strange = guide.type === 'tour' ? [] : ofTours
  return [...idle, ...strange, ...(odd ? (['position'] as const) : [])].reduce<GuideStep>(
    (fits, field) => put(fits, field, undefined),
    step,
  )
}

/** What belongs to one kind alone: there where it is asked for, gone elsewhere. */
const withOwnParts = (guide: GuideDraft, type: GuideType): GuideDraft => {
  const hotspot = type === 'hotspot' ? (guide.hotspot ?? { look: 'beacon' }) : undefined
  const tasks = type === 'checklist' ? (guide.tasks ?? [newTask]) : undefined
  const launcher = isLaunched({ type }) ? launcherFor(guide, type) : undefined
  const items = type === 'resource-centre' ? (guide.items ?? [newItem]) : undefined
  const parts = put(put({ ...guide, type }, 'hotspot', hotspot), 'tasks', tasks)
  return put(put(parts, 'launcher', launcher), 'items', items)
}

const firstStep: GuideStep = { content: [{ heading: 'A headline' }] }

/** The steps that a guide of this kind can have: a launcher has none, and others have one at least. */
const withOwnSteps = (guide: GuideDraft): GuideDraft => {
  const { type, steps } = guide
  if (type === 'launcher') return { ...guide, steps: [] }
  if (type === 'resource-centre') return { ...guide, steps: steps.slice(0, 1).map(unposted) }
  const some = { ...guide, steps: steps.length > 0 ? steps : [firstStep] }
  if (type === 'feed') return asPosts(some)
  const bare = some.steps.map(unposted)
  return { ...some, steps: type === 'paywall' ? bare.map(withWayOut) : bare }
}

/** Only surveys ask; a step that asked alone is not left empty. */
const unasked = (step: GuideStep): GuideStep => {
  const content = step.content.filter((node) => !('question' in node))
  return { ...step, content: content.length > 0 ? content : [{ heading: 'A headline' }] }
}

const asks = ({ content }: GuideStep): boolean => content.some((node) => 'question' in node)

/** A survey without a question gets one, in its first step. */
const asking = (guide: GuideDraft): GuideDraft => {
  const [first, ...rest] = guide.steps
  if (!first || guide.steps.some(asks)) return guide
  return {
    ...guide,
    steps: [{ ...first, content: [...first.content, newQuestion(guide)] }, ...rest],
  }
}

/** A step of a tour as another kind; a survey among them asks from the start, unless it may be the thanks of one before it. */
export const setStepKind =
  (at: number, kind: StepKind): Change =>
  (guide) =>
    changeStep(at, (step) => {
      const fits = fitted(guide, put(step, 'kind', kind))
      if (kind !== 'survey') return unasked(fits)
      // It is the answer that leads on.
      const { advance: _, skip: __, ...answered } = fits
      return hasAsked(guide, at)
        ? answered
        : { ...answered, content: [...answered.content, newQuestion(guide)] }
    })(guide)

const hasAsked = ({ steps }: GuideDraft, at: number): boolean => steps.slice(0, at + 1).some(asks)

/** What asks is a survey in a tour, too, and so are its thanks. */
const inTour = (guide: GuideDraft, step: GuideStep, at: number): GuideStep =>
  asks(step) || (guide.type === 'survey' && hasAsked(guide, at))
    ? put(step, 'kind', 'survey')
    : step

/** Makes another kind of guide of it; what the new kind has no use for goes. */
export const setType =
  (type: GuideType): Change =>
  (guide) => {
    const changed = withOwnSteps(withOwnParts(guide, type))
    // A tour's target would be that of all its steps: each has its own.
    const steps = changed.steps.map((step, at) => {
      const own =
        type === 'tour' && !step.target && guide.target ? { ...step, target: guide.target } : step
      if (type === 'tour') return fitted(changed, inTour(guide, own, at))
      return fitted(changed, type === 'survey' ? own : unasked(own))
    })
    const fits = type === 'survey' ? asking({ ...changed, steps }) : { ...changed, steps }
    return type === 'tour' ? put(fits, 'target', undefined) : fits
  }
