import type { Definition, GuideStep, Target, Trigger } from '@waymark/schemas'

/** A target of a guide, and where it is meant to be. */
export interface Wanted {
  /** `welcome`, or `welcome/step-2`. */
  readonly name: string
  readonly guide: string
  readonly target: Target
  /** All of these must fit the page; without any URL in them it may be any page. */
  readonly triggers: readonly Trigger[]
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
  // The steps of a tour say themselves where they belong, but for the first.
  const own = (at: number): readonly Trigger[] =>
    at === 0 || guide.type !== 'tour' ? (trigger ? [trigger] : []) : []
  const inSteps = (steps as readonly GuideStep[]).flatMap((step, at) => {
    const wanted = step.target
    if (!wanted) return []
    const triggers = [...own(at), ...(step.trigger ? [step.trigger] : [])]
    return [{ name: `${id}/${step.id ?? at + 1}`, guide: id, target: wanted, triggers }]
  })
  return target
    ? [{ name: id, guide: id, target, triggers: trigger ? [trigger] : [] }, ...inSteps]
    : inSteps
}
