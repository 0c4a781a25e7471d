import { createFreeCard, type FreeLook } from '../free-card.tsx'
import type { CardListener, GuideKind, StepView } from '../kind.ts'
import { keepChosen } from './keep-chosen.ts'
import { drawQuestion } from './question.tsx'
import { surveyStyles } from './styles.ts'
import { isAnswered, isThanks } from './thanks.ts'

const look: FreeLook = {
  styles: surveyStyles,
  stand: ({ step }) =>
    step.layout === 'inline' ? 'flow' : step.backdrop === true ? 'modal' : 'over',
  shape: (view) => ({
    role: view.step.layout === 'inline' ? 'region' : 'dialog',
    sends: true,
    ...(isThanks(view) && { leadsBack: false }),
    data: {
      'data-at': view.step.layout === 'inline' ? undefined : (view.step.position ?? 'bottom-right'),
    },
  }),
}

/** Questions, a step at a time. It takes no focus; what is answered is recorded with each step. */
const create: GuideKind['create'] = (listener) => {
  let view: StepView | undefined
  const settle: FreeLook['settle'] = ({ surface }) => keepChosen(surface, listener)
  const card = createFreeCard({ ...look, settle })(asking(listener, () => view))
  const { show } = card
  return Object.assign(card, {
    show: (next: StepView, at: Element) => {
      view = next
      show(next, at)
    },
  })
}

export const part: GuideKind = { create }

const asking = (listener: CardListener, view: () => StepView | undefined): CardListener => {
  const { more } = listener
  return {
    ...listener,
    more: more && {
      ...more,
      draw: (node, drawing) =>
        'question' in node ? drawQuestion(node.question, drawing) : more.draw(node, drawing),
    },
    onClose: (by) => {
      if (isAnswered(view())) listener.onActions([{ complete: true }], by, {})
      else listener.onClose(by)
    },
  }
}
