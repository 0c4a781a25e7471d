import { createFreeCard } from '../free-card.tsx'
import type { GuideKind, StepView } from '../kind.ts'
import { asWritten } from '../kit.ts'
import { whenCalm } from '../modal/when-calm.ts'
import { paywallStyles } from './styles.ts'
import { wayOutOf } from './way-out.ts'

const createCard = createFreeCard({
  styles: paywallStyles,
  // Published with a backdrop only; while it is written, its author needs the page.
  stand: ({ step }) => (step.backdrop === false ? 'over' : 'modal'),
  shape: () => ({ role: 'dialog', closes: false, data: { 'data-at': 'center' } }),
})

/** A modal that has no other way out than its author's; Escape takes that one too, so that nobody's keyboard is caught in it. */
const create: GuideKind['create'] = (listener) => {
  let view: StepView | undefined
  const card = createCard({
    ...listener,
    onClose: (by) => {
      const way = view && wayOutOf(view.step)
      if (way) listener.onActions(way.actions, asWritten(way.label), {})
      else listener.onClose(by)
    },
  })
  const { show } = card
  return Object.assign(card, {
    show: (next: StepView, at: Element) => {
      view = next
      show(next, at)
    },
  })
}

export const part: GuideKind = { create, whenCalm }
