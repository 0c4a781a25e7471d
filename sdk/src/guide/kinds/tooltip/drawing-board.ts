import { render } from 'preact'
import { afterPaint } from '../../render/after-paint.ts'
import type { CardListener, StepView } from '../kind.ts'
import { drawCard } from './card.tsx'

/** The drawn card on its surface, and what its controls do. */
export interface DrawingBoard {
  draw(view: StepView): void
  /** Tells a screen reader what is there now, when it has been painted. */
  announce(): void
  /** A click on these elements, innermost first: does what the control among them says. */
  press(path: readonly EventTarget[], event: MouseEvent): void
  part(selector: string): HTMLElement | undefined
  clear(): void
}

export const createDrawingBoard = (surface: HTMLElement, listener: CardListener): DrawingBoard => {
  let controls: (() => void)[] = []
  const part: DrawingBoard['part'] = (selector) =>
    surface.querySelector<HTMLElement>(selector) ?? undefined
  return {
    part,
    draw: (view) => {
      controls = []
      const control = (run: () => void) => ({ 'data-do': controls.push(run) - 1 })
      const { onActions, onClose } = listener
      render(
        drawCard(view, { control, onActions }, () => onClose('close')),
        surface,
      )
      const body = part('.body')
      if (body) body.tabIndex = body.scrollHeight > body.clientHeight + 1 ? 0 : -1
    },
    announce: () => {
      part('.unseen')?.replaceChildren()
      afterPaint(() => part('.unseen')?.replaceChildren(part('.body')?.innerText ?? ''))
    },
    press: (path, event) => {
      const pressed = path.find((each) => each instanceof HTMLElement && each.dataset.do)
      if (!(pressed instanceof HTMLElement) || opensElsewhere(pressed, event)) return
      event.preventDefault()
      controls[Number(pressed.dataset.do)]?.()
    },
    clear: () => render(null, surface),
  }
}

/** Ctrl, Shift or the middle button on a link: the browser knows what to do. */
const opensElsewhere = (pressed: HTMLElement, event: MouseEvent): boolean =>
  pressed.localName === 'a' && (event.ctrlKey || event.metaKey || event.shiftKey)
