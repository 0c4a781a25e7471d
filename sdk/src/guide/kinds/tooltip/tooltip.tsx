import { guard } from '../../engine/guard.ts'
import { drawCard } from '../../render/card.tsx'
import { createDrawingBoard } from '../../render/drawing-board.ts'
import { createLayer } from '../../render/layer.ts'
import { type Manners, mindManners } from '../../render/manners.ts'
import { createSheet } from '../../render/styles.ts'
import { applyTheme } from '../../render/theme.ts'
import { whenMoved } from '../../render/when-moved.ts'
import { whenSeen } from '../../render/when-seen.ts'
import type { GuideKind, StepView } from '../kind.ts'
import { setPlace } from './set-place.ts'
import { tooltipStyles } from './styles.ts'

/** A card beside an element of the page, with an arrow to it. */
export const createTooltip: GuideKind['create'] = (listener) => {
  const layer = createLayer(createSheet(tooltipStyles, listener.more?.styles ?? ''))
  const { surface } = layer
  const board = createDrawingBoard(surface, listener)
  let target: Element | undefined
  let view: StepView | undefined
  let untrack = (): void => {}
  let manners: Manners | undefined

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
      if (layer.isOpen) place()
    }
    untrack = whenMoved(at, card, guard(moved, listener.onError))
  }
  const draw = (next: StepView): void =>
    board.draw((controls) => (
      <>
        {next.step.spotlight && <div class="spot" />}
        {drawCard(next, controls, {
          shape: { role: 'dialog', extra: <div class="arrow" /> },
          close: () => listener.onClose('close'),
        })}
      </>
    ))

  return {
    show: (next, at) => {
      view = next
      target = at
      manners ??= mindManners({
        layer,
        target: () => (layer.isOpen ? target : undefined),
        escapes: () => (layer.isOpen ? 'always' : 'never'),
        escape: () => listener.onClose('escape'),
        onError: listener.onError,
        click: board.press,
      })
      manners.keepFocus(() => {
        layer.open(at)
        applyTheme(surface, next.content.theme, { at, more: listener.more })
        draw(next)
      })
      track(at)
      board.announce()
    },
    hide: () => {
      if (!layer.isOpen) return
      manners?.giveFocusBack()
      layer.hide()
    },
    unhide: () => {
      if (!target) return
      layer.open(target)
      place()
    },
    get isVisible() {
      return layer.isOpen
    },
    whenSeen: (fn) => {
      const card = board.part('.card')
      return card ? whenSeen(card, fn) : () => {}
    },
    focus: () => board.part('.card')?.focus({ preventScroll: true }),
    close: () => {
      manners?.giveFocusBack()
      manners?.stop()
      untrack()
      board.clear()
      layer.close()
    },
  }
}
