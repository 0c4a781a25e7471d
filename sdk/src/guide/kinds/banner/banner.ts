import { createFreeCard } from '../free-card.tsx'
import type { GuideKind, StepView } from '../kind.ts'
import { makeRoom } from './make-room.ts'
import { bannerStyles } from './styles.ts'

const layoutOf = ({ step }: StepView) => step.layout ?? 'over'
const isFirst = ({ step }: StepView): boolean => step.position !== 'bottom'

/** A bar at the top or bottom: over the page, in its flow so that nothing is covered, or in a container of the page. */
const create = createFreeCard({
  styles: bannerStyles,
  stand: (view) => (layoutOf(view) === 'over' ? 'over' : 'flow'),
  shape: (view) => ({
    role: 'region',
    data: { 'data-at': isFirst(view) ? 'top' : 'bottom', 'data-layout': layoutOf(view) },
  }),
  first: isFirst,
  settle: ({ surface }, view) => {
    surface.dataset.stay = layoutOf(view) === 'push' ? (isFirst(view) ? 'top' : 'bottom') : ''
    return layoutOf(view) === 'push'
      ? makeRoom(surface, isFirst(view) ? 'top' : 'bottom')
      : () => {}
  },
})

export const part: GuideKind = { create }
