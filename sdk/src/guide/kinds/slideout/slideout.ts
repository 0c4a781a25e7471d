import { cornerStyles } from '../corner-styles.ts'
import { createFreeCard } from '../free-card.tsx'
import type { GuideKind } from '../kind.ts'

/** A card in a corner, or a panel along an edge. The page stays usable. */
const create = createFreeCard({
  styles: cornerStyles,
  stand: () => 'over',
  shape: ({ step }) => ({ role: 'dialog', data: { 'data-at': step.position ?? 'bottom-right' } }),
})

export const part: GuideKind = { create }
