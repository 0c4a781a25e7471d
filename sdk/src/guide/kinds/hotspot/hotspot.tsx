import type { Hotspot } from '@waymark/schemas/wire/content'
import type { Card, CardListener, GuideKind, StepView } from '../kind.ts'
import {
  applyTheme,
  boxOf,
  createDrawingBoard,
  createLayer,
  createSheet,
  createTooltip,
  guard,
  mindManners,
  ownWords,
  textFor,
  whenMoved,
  whenSeen,
} from '../kit.ts'
import { cornerOf } from './corner-of.ts'
import { hotspotStyles } from './styles.ts'

/** Something small on an element of the page, which opens a tooltip there, or another guide. */
const create: GuideKind['create'] = (listener) => {
  const layer = createLayer(createSheet(hotspotStyles, listener.more?.styles ?? ''))
  const { surface } = layer
  const board = createDrawingBoard(surface, listener)
  let view: StepView | undefined
  let target: Element | undefined
  let tooltip: Card | undefined
  let untrack = (): void => {}

  const fold = (): void => {
    const had = document.activeElement?.localName === layer.host.localName
    tooltip?.close()
    tooltip = undefined
    draw()
    listener.onOpened(false)
    if (had) board.part('.spot-button')?.focus({ preventScroll: true })
  }
  const open = (): void => {
    const { start } = view?.content.hotspot ?? {}
    if (start !== undefined) {
      listener.onActions([{ start }], 'open', {})
      return
    }
    if (tooltip) {
      fold()
      return
    }
    if (!view || !target) return
    const byKeyboard = layer.host.shadowRoot?.activeElement != null
    listener.onOpened(true)
    tooltip = createTooltip(foldingInstead(listener, fold))
    draw()
    tooltip.show(view, target)
    if (byKeyboard) tooltip.focus?.()
  }
  const draw = (): void => {
    if (!view) return
    const look = { ...view.content.hotspot }
    const name = nameOf(look, view)
    const isOpen = look.start === undefined ? tooltip !== undefined : undefined
    board.draw((controls) => (
      <button
        type="button"
        class={`spot-button ${look.look ?? 'beacon'}`}
        aria-label={name}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        {...controls.control(open)}
      >
        {look.look === 'badge' ? name : look.look === 'icon' ? '?' : <i />}
      </button>
    ))
  }
  const place = (): void => {
    const button = board.part('.spot-button')
    if (!target || !button || !view) return
    const { left, top } = cornerOf(boxOf(target), button, view.content.hotspot?.corner)
    button.style.left = `${left}px`
    button.style.top = `${top}px`
  }
  const track = (at: Element): void => {
    untrack()
    const button = board.part('.spot-button')
    if (!button) return
    const moved = (): void => {
      listener.onMoved()
      if (layer.isOpen) place()
    }
    untrack = whenMoved(at, button, guard(moved, listener.onError))
  }
  const manners = mindManners({
    layer,
    target: () => (layer.isOpen && !tooltip ? target : undefined),
    escapes: () => 'never',
    escape: () => {},
    onError: listener.onError,
    click: board.press,
  })

  return {
    show: (next, at) => {
      view = next
      target = at
      layer.open(at)
      applyTheme(surface, next.content.theme, { at, more: listener.more })
      draw()
      track(at)
      tooltip?.show(next, at)
    },
    hide: () => {
      tooltip?.hide()
      if (layer.isOpen) layer.hide()
    },
    unhide: () => {
      if (!target) return
      layer.open(target)
      place()
      tooltip?.unhide()
    },
    get isVisible() {
      return layer.isOpen
    },
    whenSeen: (fn) => {
      const button = board.part('.spot-button')
      return button ? whenSeen(button, fn) : () => {}
    },
    fold: () => tooltip && fold(),
    close: () => {
      tooltip?.close()
      manners.giveFocusBack()
      manners.stop()
      untrack()
      board.clear()
      layer.close()
    },
  }
}

export const part: GuideKind = { create }

/** To close the tooltip is to fold it away; the hotspot stays until an action of the guide ends it. */
const foldingInstead = (listener: CardListener, fold: () => void): CardListener => ({
  ...listener,
  onClose: fold,
})

const nameOf = ({ label }: Hotspot, view: StepView): string => {
  const title = view.step.content.find((node) => 'heading' in node)
  if (label !== undefined) return textFor(label, view)
  return title ? textFor(title.heading, view) : ownWords(view.locale).guide
}
