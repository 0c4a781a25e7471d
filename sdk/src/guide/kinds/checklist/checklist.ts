import { isWriting } from '../is-writing.ts'
import type { Card, CardListener, GuideKind, StepView } from '../kind.ts'
import { createPanel } from './panel.tsx'
import { createPill } from './pill.tsx'
import { isComplete } from './tasks.ts'

/**
 * Tasks that the server ticks. Opens itself once; folded, it is a pill that says how far the person is. Comes up again when all is done.
 */
const create: GuideKind['create'] = (listener) => {
  let view: StepView | undefined
  let at: Element | undefined
  let isOpen = true
  let hadAll: boolean | undefined
  /** The person has opened it: then it is their one guide. */
  let isTheirs = false

  const draw = (): void => {
    if (!view || !at) return
    const [on, off] = isOpen ? [panel, pill] : [pill, panel]
    off.hide()
    on.show(view, at)
  }
  const fold = (): void => {
    if (!isOpen) return
    isOpen = false
    if (isTheirs) listener.onOpened(false)
    isTheirs = false
    listener.onNote({ folded: 'yes' })
    const had = document.activeElement?.localName === 'waymark-guide'
    draw()
    if (had) pill.focus?.()
  }
  const open = (byKeyboard: boolean): void => {
    isOpen = true
    isTheirs = true
    listener.onOpened(true)
    draw()
    if (byKeyboard) panel.focus?.()
  }
  const panel: Card = createPanel(folding(listener, fold))
  const pill: Card = createPill(listener, open)
  const shown = (): Card => (isOpen ? panel : pill)

  return {
    show: (next, to) => {
      const all = isComplete(next)
      if (view === undefined) isOpen = next.answers.folded !== 'yes'
      if (all && hadAll === false) isOpen = true
      hadAll = all
      view = next
      at = to
      draw()
    },
    hide: () => shown().hide(),
    unhide: () => shown().unhide(),
    get isVisible() {
      return shown().isVisible
    },
    whenSeen: (fn) => shown().whenSeen(fn),
    fold,
    unfold: () => {
      if (!isOpen) open(!isWriting())
    },
    close: () => {
      panel.close()
      pill.close()
    },
  }
}

export const part: GuideKind = { create }

/** To close the panel is to fold it; what a task leads to needs the room. */
const folding = (listener: CardListener, fold: () => void): CardListener => ({
  ...listener,
  onClose: fold,
  onActions: (actions, label, given) => {
    if (!actions.some((action) => 'dismiss' in action || 'complete' in action)) fold()
    listener.onActions(actions, label, given)
  },
})
