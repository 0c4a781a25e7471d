import type { ContentNode } from '@waymark/schemas/wire/content'
import type { ComponentChild } from 'preact'
import { createFreeCard } from './free-card.tsx'
import { isWriting } from './is-writing.ts'
import type { Card, CardListener, GuideKind, StepView } from './kind.ts'
import { type Controls, focusedElement } from './kit.ts'
import { type ButtonState, createLaunchButton, launcherOf } from './launch-button.tsx'

/** What stands in a panel that folds to a button. */
export interface FoldingLook {
  readonly styles: string
  /** Of the button, where its author has named none. */
  readonly icon: string
  /** Above the list; its heading names the panel. */
  readonly head: (view: StepView) => readonly ContentNode[]
  readonly list: (view: StepView, controls: Controls) => ComponentChild
  /** The field to write in first: a keyboard on the screen would cover the panel, so not where a finger points. */
  readonly field?: string
  readonly news?: (view: StepView) => ButtonState['news']
  /** The person has opened it. */
  readonly onOpen?: (view: StepView) => void
}

/** Draws what is there now once more. */
type Redraw = () => void

/** What takes the person away from the panel. */
const leading = ['start', 'open', 'call', 'click-target'] as const

/**
 * A button, and the panel that it opens. The panel takes the focus unless somebody is writing, and gives it back when it is folded:
 * by its close button, by Escape, by what leads elsewhere, and by other guides that need the room.
 */
export const createFolding =
  (lookFor: (listener: CardListener, redraw: Redraw) => FoldingLook): GuideKind['create'] =>
  (listener) => {
    let view: StepView | undefined
    let at: Element = document.documentElement
    let isOpen = false
    let cameFrom: Element | null = null

    const draw = (): void => {
      if (!view) return
      const isBeside = view.step.layout === 'inline'
      if (isOpen && !isBeside) button.hide()
      else button.show(view, at, { isOpen, news: look.news?.(view) })
      // In the dialog of the page that its button is in: outside, it could not be used.
      if (isOpen) panel.show(viewOfPanel(view, look), at)
      else panel.hide()
    }
    const unfold = (): void => {
      if (isOpen || !view) return
      cameFrom = focusedElement()
      isOpen = true
      listener.onOpened(true)
      look.onOpen?.(view)
      draw()
      if (!isWriting()) panel.focus?.()
    }
    const fold = (): void => {
      if (!isOpen) return
      const had = focusedElement()?.closest('[data-folds]')
      isOpen = false
      listener.onOpened(false)
      draw()
      if (!had) return
      button.focus()
      if (cameFrom instanceof HTMLElement && cameFrom !== document.body) {
        cameFrom.focus({ preventScroll: true })
      }
    }
    const look = lookFor(listener, draw)
    const button = createLaunchButton(listener, {
      ...look,
      press: () => (isOpen ? fold() : unfold()),
    })
    const panel = createFreeCard({
      styles: look.styles,
      silent: true,
      focusOn: () => (matchMedia('(pointer: fine)').matches ? look.field : undefined),
      stand: () => 'over',
      shape: (shown) => ({
        role: 'dialog',
        data: { 'data-at': shown.step.position, 'data-folds': '' },
        after: (controls) => view && look.list(view, controls),
      }),
    })(folding(listener, fold))
    const shown = (): Pick<Card, 'isVisible' | 'whenSeen'> => (isOpen ? panel : button)

    return {
      show: (next, to) => {
        view = next
        at = to
        draw()
      },
      hide: () => {
        button.hide()
        panel.hide()
      },
      unhide: () => {
        if (isOpen) panel.unhide()
        if (!isOpen || view?.step.layout === 'inline') button.unhide()
      },
      get isVisible() {
        return shown().isVisible
      },
      whenSeen: (fn) => shown().whenSeen(fn),
      fold,
      unfold,
      close: () => {
        panel.close()
        button.close()
      },
    }
  }

/** To close the panel is to fold it; what leads elsewhere needs the room. */
const folding = (listener: CardListener, fold: () => void): CardListener => ({
  ...listener,
  onClose: fold,
  onActions: (actions, label, given) => {
    if (actions.some((action) => leading.some((kind) => kind in action))) fold()
    listener.onActions(actions, label, given)
  },
})

/** The panel is one card, however many steps the guide has. */
const viewOfPanel = (view: StepView, look: FoldingLook): StepView => {
  const { position = 'bottom-right' } = launcherOf(view)
  const step = { content: look.head(view), position }
  return { ...view, index: 0, step, content: { ...view.content, steps: [step] } }
}
