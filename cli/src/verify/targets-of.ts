import type { Definition } from '@waymark/schemas'
import type { GuideStep, Target, Trigger } from '@waymark/schemas/wire/content'

/** A target of a guide, and where it is meant to be. */
export interface Wanted {
  /** `welcome`, or `welcome/step-2`. */
  readonly name: string
  readonly guide: string
  readonly target: Target
  /** All of these must fit the page; without any URL in them it may be any page. */
  readonly triggers: readonly Trigger[]
  /** Of a later step that names no page: where its tour begins. It may be met elsewhere too, and is missed here alone. */
  readonly home: readonly Trigger[]
  /** Its tour goes on without it. */
  readonly optional: boolean
}

type Guide = Extract<Definition, { readonly kind: 'guide' }>

/** Every target that published guides point at, each once. */
export const targetsOf = (definitions: readonly Definition[]): readonly Wanted[] =>
  definitions.flatMap((definition) => (definition.kind === 'guide' ? ofGuide(definition) : []))

/** The guides that point at nothing, and of which nothing can be lost: modals, banners, surveys. */
export const withoutTarget = (definitions: readonly Definition[]): readonly string[] =>
  definitions.flatMap((definition) =>
    definition.kind === 'guide' && ofGuide(definition).length === 0 ? [definition.id] : [],
  )

/** Does a guide say on which pages it belongs? */
export const namesPage = ({ triggers }: Wanted): boolean =>
  triggers.some(({ url }) => url !== undefined)

const ofGuide = (guide: Guide): readonly Wanted[] => {
  const { id, target, trigger, steps } = guide
  const ofGuide = trigger ? [trigger] : []
  // The steps of a tour say themselves where they belong, but for the first.
  const isLater = (at: number): boolean => at > 0 && guide.type === 'tour'
  const inSteps = (steps as readonly GuideStep[]).flatMap((step, at) => {
    const wanted = step.target
    if (!wanted) return []
    const own = step.trigger ? [step.trigger] : []
    const triggers = isLater(at) ? own : [...ofGuide, ...own]
    const home = isLater(at) ? ofGuide : []
    const optional = step.skip !== undefined
    const name = `${id}/${step.id ?? at + 1}`
    return [{ name, guide: id, target: wanted, triggers, home, optional }]
  })
  return target
    ? [{ name: id, guide: id, target, triggers: ofGuide, home: [], optional: false }, ...inSteps]
    : inSteps
}
