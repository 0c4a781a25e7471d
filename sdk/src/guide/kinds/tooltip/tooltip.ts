import { guard } from '../../engine/guard.ts'
import { createLayer } from '../../render/layer.ts'
import { type Manners, mindManners } from '../../render/manners.ts'
import { createSheet } from '../../render/styles.ts'
import { applyTheme } from '../../render/theme.ts'
import { whenMoved } from '../../render/when-moved.ts'
import { whenSeen } from '../../render/when-seen.ts'
import type { GuideKind, StepView } from '../kind.ts'
import { createDrawingBoard } from './drawing-board.ts'
import { setPlace } from './set-place.ts'
import { tooltipStyles } from './styles.ts'

/** A card beside an element of the page, with an arrow to it. */
export const createTooltip: GuideKind = (listener) => {
  const layer = createLayer(createSheet(tooltipStyles))
  const { surface } = layer
  const board = createDrawingBoard(surface, listener)
  let target: Element | undefined
  let view: StepView | undefined
  let untrack = (): void => {}
  let manners: Manners | undefined
  const isVisible = (): boolean => surface.matches(':popover-open')

  const place = (): void => {
    const [card, arrow, spot] = [board.part('.card'), board.part('.arrow'), board.part('.spot')]
    if (target && card && arrow) setPlace(target, { card, arrow, spot }, view?.step.placement)
  }
  const track = (at: Element): void => {
    untrack()
    const card = board.part('.card')
    if (!card) return
    const moved = (): void => {
      listener.onMoved()
      if (isVisible()) place()
    }
    untrack = whenMoved(at, card, guard(moved, listener.onError))
  }

  return {
    show: (next, at) => {
      view = next
      target = at
      manners ??= mindManners({
        layer,
        target: () => (isVisible() ? target : undefined),
        escape: () => listener.onClose('escape'),
        onError: listener.onError,
        click: board.press,
      })
      manners.keepFocus(() => {
        layer.open(at)
        applyTheme(surface, next.content.theme ?? {}, at)
        board.draw(next)
      })
      track(at)
      board.announce()
    },
    hide: () => {
      if (!isVisible()) return
      manners?.giveFocusBack()
      surface.hidePopover()
    },
    unhide: () => {
      if (!target) return
      layer.open(target)
      place()
    },
    get isVisible() {
      return isVisible()
    },
    whenSeen: (fn) => {
      const card = board.part('.card')
      return card ? whenSeen(card, fn) : () => {}
    },
    close: () => {
      manners?.giveFocusBack()
      manners?.stop()
      untrack()
      board.clear()
      layer.close()
    },
  }
}
