import type { GuideContent, GuideStep } from '@waymark/schemas/wire/content'
import type { CardKind } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import { beside, inPage, type Wanted, within } from './targets/wanted.ts'

/** What draws this step. */
export const kindOf = ({ type }: GuideContent, step: GuideStep): CardKind =>
  type === 'tour' ? (step.kind ?? (step.target ? 'tooltip' : 'modal')) : type

/** Where the step stands. Undefined: at a target that nobody has named. */
export const placeOf = (content: GuideContent, step: GuideStep): Wanted | undefined => {
  const inline = step.layout === 'inline'
  if (!inline && kinds[kindOf(content, step)]?.stands === 'page') return inPage
  const target = step.target ?? content.target
  return target && (inline ? within : beside)(target)
}

export const idOf = ({ steps }: GuideContent, at: number): string => steps[at]?.id ?? String(at + 1)

/** Is there such a step, and does nothing but its place among the others say when it shows? */
export const mayBeginAt = ({ steps }: GuideContent, at: number): boolean =>
  at < steps.length && !steps[at]?.trigger

const moreNodes = ['video', 'input', 'columns', 'progress', 'question']

const needsMore = ({ steps, theme }: GuideContent): boolean =>
  theme !== undefined ||
  steps.some(
    (step) => step.branch || step.content.some((node) => moreNodes.some((key) => key in node)),
  )

/** All that is needed to show the guide to its end. */
export const partsOf = (content: GuideContent): ReadonlySet<CardKind | 'more'> => {
  const parts = new Set<CardKind | 'more'>(content.steps.map((step) => kindOf(content, step)))
  return needsMore(content) ? parts.add('more') : parts
}

/** Of a tour there is none. */
const entryOf = ({ type }: Pick<GuideContent, 'type'>) => kinds[type as CardKind]

/** Lies there beside other guides until it is opened. */
export const isQuiet = (content: GuideContent): boolean => entryOf(content)?.quiet === true

/** Takes the whole attention: of these one at a time, on all pages. */
export const isAlone = ({ type, steps }: GuideContent): boolean =>
  (type === 'tour' || entryOf({ type })?.alone === true) &&
  !steps.some(({ layout }) => layout === 'inline')

/** Left, it waits for the next time. */
export const comesAgain = (content: GuideContent): boolean => entryOf(content)?.again === true
