import { type ComponentChild, render } from 'preact'
import type { CardListener } from '../kinds/kind.ts'
import { afterPaint } from './after-paint.ts'
import type { Controls } from './card.tsx'

/** The drawn card on its surface, and what its controls do. */
export interface DrawingBoard {
  draw(what: (controls: Controls) => ComponentChild): void
  /** Tells a screen reader what is there now, when it has been painted. */
  announce(): void
  /** A click on these elements, innermost first: does what the control among them says. */
  press(path: readonly EventTarget[], event: MouseEvent): void
  part(selector: string): HTMLElement | undefined
  clear(): void
}

export const createDrawingBoard = (
  surface: HTMLElement,
  { more, onActions }: Pick<CardListener, 'onActions' | 'more'>,
): DrawingBoard => {
  let runs: (() => void)[] = []
  const part: DrawingBoard['part'] = (selector) =>
    surface.querySelector<HTMLElement>(selector) ?? undefined
  const controls: Controls = {
    control: (run) => ({ 'data-do': runs.push(run) - 1 }),
    onActions: (actions, label) => onActions(actions, label, more?.answersIn(surface) ?? {}),
    ...(more && { drawOwn: more.draw }),
  }
  return {
    part,
    draw: (what) => {
      runs = []
      render(what(controls), surface)
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
      const isFit = !pressed.matches('.primary') || more?.areAnswersFit(surface) !== false
      if (isFit) runs[Number(pressed.dataset.do)]?.()
    },
    clear: () => render(null, surface),
  }
}

/** Ctrl, Shift or the middle button on a link: the browser knows what to do. */
const opensElsewhere = (pressed: HTMLElement, event: MouseEvent): boolean =>
  pressed.localName === 'a' && (event.ctrlKey || event.metaKey || event.shiftKey)
