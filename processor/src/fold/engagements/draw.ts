import { contentHash } from '@waymark/schemas'
import type { DrawProgram, EngagementProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import type { SubjectState } from '../state.ts'

/** A share in [0, 1) that stays with its name and this person: the key of a subject names the environment. */
export const share = (...name: readonly string[]): number =>
  (Number.parseInt(contentHash(name), 36) % 10_000) / 10_000

/** How somebody was drawn. */
export interface Drawn {
  readonly heldOut?: 'engagement' | 'project'
  readonly variant?: string
  readonly says: string
}

/** What draws, and how. */
interface Draws {
  readonly definition: string
  readonly draw: Omit<DrawProgram, 'at'>
}

/** The one of several, by their weights, that a share falls on. */
export const weighted = <One extends { readonly weight: number }>(
  several: readonly One[],
  at: number,
): One | undefined => {
  const all = several.reduce((sum, { weight }) => sum + weight, 0)
  let from = 0
  for (const one of several) {
    from += one.weight / all
    if (at < from) return one
  }
  return several.at(-1)
}

/** How an arm is kept: of those held out whose holdout it is, of the others the variant. */
const heldBy: { readonly [arm: string]: 'engagement' | 'project' | undefined } = {
  '!engagement': 'engagement',
  '!project': 'project',
}

export const armOf = ({ heldOut, variant }: Drawn): string =>
  heldOut ? `!${heldOut}` : (variant ?? '')

const isStill = ({ variants }: Draws['draw'], arm: string): boolean =>
  variants.length === 0 ? arm === '' : variants.some(({ id }) => id === arm)

const remembered = (draw: Draws['draw'], arm: string): Drawn | undefined => {
  const by = heldBy[arm]
  if (by) return { heldOut: by, says: `held out before, of the ${by}` }
  if (!isStill(draw, arm)) return undefined
  return { ...(arm ? { variant: arm } : {}), says: 'not held out before' }
}

/**
 * Whether somebody is held out, and which variant they get. Drawn by a hash, so that it is the same on every device; once they
 * came as far as the draw it is remembered, so that a changed share moves nobody who has been counted.
 */
export const drawOf = (
  { definition, draw }: Draws,
  { s, arms }: Pick<SubjectState, 's' | 'arms'>,
): Drawn => {
  const before = arms && own(arms, definition)
  const kept = before && remembered(draw, before[1])
  if (kept) return kept
  const variant = weighted(draw.variants, share(definition, 'variant', s))?.id
  const variantPart = variant === undefined ? {} : { variant }
  const project = share('', 'holdout', s)
  if (project < draw.projectHoldout) {
    const says = `drawn ${project} of the project's holdout ${draw.projectHoldout}`
    return { heldOut: 'project', ...variantPart, says }
  }
  const drawn = share(definition, s)
  const says = `drawn ${drawn} of holdout ${draw.holdout}`
  return {
    ...(drawn < draw.holdout ? { heldOut: 'engagement' as const } : {}),
    ...variantPart,
    says,
  }
}

/**
 * How somebody stands where the message is: who came into its flow before that drew anybody has been in it as all others were, and
 * is drawn for nothing any more.
 */
export const standsDrawn = (
  message: Pick<EngagementProgram, 'definition' | 'draw'>,
  state: Pick<SubjectState, 's' | 'arms'>,
): Drawn =>
  message.draw.at === 'entry' && !(state.arms && own(state.arms, message.definition))
    ? { says: 'entered before anybody was drawn' }
    : drawOf(message, state)

/** Whether anybody is drawn at all. */
export const isDrawn = ({ holdout, projectHoldout, variants }: DrawProgram): boolean =>
  holdout > 0 || projectHoldout > 0 || variants.length > 0
