import type { DrawShares } from '@waymark/schemas'
import type { DrawProgram, EngagementProgram } from '../../program/engagement.ts'
import { own } from '../own.ts'
import type { Work } from '../work.ts'
import { armOf, drawOf } from './draw.ts'
import type { Walked } from './gates.ts'

const sharesOf = ({ projectHoldout, holdout, variants }: DrawProgram): DrawShares => ({
  project: projectHoldout,
  holdout,
  ...(variants.length > 0 ? { variants: variants.map(({ id, weight }) => [id, weight]) } : {}),
})

/**
 * Tells, once, that somebody came as far as the draw, held out or not: lift compares exactly these. What they were drawn for is
 * remembered from then on. A flow has drawn them as they entered. Who is known from imported history alone was not there to be
 * shown anything.
 */
export const expose = (work: Work, message: EngagementProgram, { asked }: Walked): void => {
  if (message.draw.at === 'message' && asked.some(({ gate }) => gate === 'holdout'))
    tellDraw(work, message)
}

/** Tells how somebody was drawn, once. */
export const tellDraw = (
  work: Work,
  message: Pick<EngagementProgram, 'definition' | 'draw'>,
): void => {
  const { state } = work
  const { definition } = message
  if (state.past !== undefined) return
  if (state.arms && own(state.arms, definition)) return
  const drawn = drawOf(message, state)
  const at = state.clock
  state.arms = { ...state.arms, [definition]: [at, armOf(drawn)] }
  work.transitions.push({
    t: 'exposed',
    engagement: definition,
    arm: drawn.heldOut ? 'held_out' : 'treated',
    ...(drawn.heldOut ? { of: drawn.heldOut } : {}),
    ...(drawn.variant === undefined ? {} : { variant: drawn.variant }),
    draw: sharesOf(message.draw),
    at,
  })
}
