import { createFreeCard } from '../free-card.tsx'
import type { GuideKind } from '../kind.ts'
import { modalStyles } from './styles.ts'
import { whenCalm } from './when-calm.ts'

/** A card in the middle of the screen. With a backdrop (the default) the page waits; without one it stays usable. */
const create = createFreeCard({
  styles: modalStyles,
  stand: ({ step }) => (step.backdrop === false ? 'over' : 'modal'),
  shape: ({ step }) => ({ role: 'dialog', data: { 'data-at': step.position ?? 'center' } }),
})

export const part: GuideKind = { create, whenCalm }
