import { hideCovered } from './hide-covered.ts'
import type { CardListener, GuideKind, StepView } from './kind.ts'
import {
  applyTheme,
  type CardShape,
  createDrawingBoard,
  createLayer,
  createSheet,
  type DrawingBoard,
  drawCard,
  type Layer,
  type Manners,
  mindManners,
  type Stand,
  whenSeen,
} from './kit.ts'

/** How a kind of card looks that stands in the page and not at an element. */
export interface FreeLook {
  readonly styles: string
  readonly stand: (view: StepView) => Stand
  readonly shape: (view: StepView) => CardShape
  /** Before the rest of the page: in its flow, and for Tab. */
  readonly first?: (view: StepView) => boolean
  /** Nobody is told of its coming: who opens it is there. */
  readonly silent?: true
  /** What takes the focus in place of the card, where it is there. */
  readonly focusOn?: () => string | undefined
  /** Once it is open; what it returns undoes that. */
  readonly settle?: (layer: Layer, view: StepView) => () => void
}

/** What one layer carries; another stand needs another layer. */
interface Stage {
  readonly stand: Stand
  readonly layer: Layer
  readonly board: DrawingBoard
  readonly manners: Manners
  view: StepView
  at: Element
}

/** Makes a kind of it. */
export const createFreeCard =
  (look: FreeLook): GuideKind['create'] =>
  (listener) => {
    let stage: Stage | undefined
    let unsettle: (() => void) | undefined
    let uncover: (() => void) | undefined
    const unset = (): void => {
      unsettle?.()
      unsettle = undefined
      uncover?.()
      uncover = undefined
    }
    const cover = ({ stand, layer }: Stage): void => {
      uncover?.()
      uncover = stand === 'over' ? hideCovered(layer, listener.onError) : undefined
    }
    const leave = (): void => {
      unset()
      stage?.manners.giveFocusBack()
      stage?.manners.stop()
      stage?.layer.hide()
      stage?.board.clear()
      stage?.layer.close()
      stage = undefined
    }
    const raise = (on: Stage): void => {
      const { layer, view, at } = on
      const wasOpen = layer.isOpen
      layer.open(at, look.first?.(view))
      if (!wasOpen) unset()
      unsettle ??= look.settle?.(layer, view)
    }
    return {
      show: (view, at) => {
        const stand = look.stand(view)
        if (stage?.stand !== stand) leave()
        stage ??= setStage({ look, listener, stand, view, at })
        const on = Object.assign(stage, { view, at })
        const { layer, board, manners } = on
        const isNew = !layer.isOpen
        manners.keepFocus(() => {
          // In the page first: what a colour is, only the page's document can tell.
          raise(on)
          applyTheme(layer.surface, view.content.theme, { at, more: listener.more })
          drawOn(on, look, listener)
        })
        cover(on)
        if (stand === 'modal' && isNew) board.part('.card')?.focus({ preventScroll: true })
        if (stand !== 'modal' && !look.silent) board.announce()
      },
      hide: () => {
        if (!stage?.layer.isOpen) return
        unset()
        stage.manners.giveFocusBack()
        stage.layer.hide()
      },
      unhide: () => {
        if (!stage) return
        raise(stage)
        cover(stage)
      },
      get isVisible() {
        return stage?.layer.isOpen ?? false
      },
      whenSeen: (fn) => {
        const card = stage?.board.part('.card')
        return card ? whenSeen(card, fn) : () => {}
      },
      focus: () => {
        const part = stage?.board.part(look.focusOn?.() ?? '.card')
        part?.focus({ preventScroll: true })
      },
      close: leave,
    }
  }

const setStage = (made: {
  readonly look: FreeLook
  readonly listener: CardListener
  readonly stand: Stand
  readonly view: StepView
  readonly at: Element
}): Stage => {
  const { look, listener, stand, view, at } = made
  const layer = createLayer(createSheet(look.styles, listener.more?.styles ?? ''), stand)
  // While it does not lie over what tells light from dark.
  applyTheme(layer.surface, view.content.theme, { at, more: undefined })
  const board = createDrawingBoard(layer.surface, listener)
  const closeByEscape = (): void => listener.onClose('escape')
  layer.surface.addEventListener('cancel', (event) => {
    event.preventDefault()
    closeByEscape()
  })
  const manners = mindManners({
    layer,
    target: () => undefined,
    escapes: () => (!layer.isOpen ? 'never' : stand === 'modal' ? 'always' : 'inside'),
    escape: closeByEscape,
    onError: listener.onError,
    click: board.press,
  })
  return { stand, layer, board, manners, view, at }
}

const drawOn = (
  { stand, layer, board, view }: Stage,
  look: FreeLook,
  listener: CardListener,
): void => {
  const shape = look.shape(view)
  const close = (): void => listener.onClose('close')
  board.draw((controls) =>
    drawCard(view, controls, {
      shape: stand === 'modal' ? { ...shape, role: 'none' } : shape,
      close,
    }),
  )
  if (stand === 'modal') nameDialog(layer.surface)
}

/** The dialog element itself is what is announced. */
const nameDialog = (dialog: HTMLElement): void => {
  const title = dialog.querySelector('h2')?.textContent
  dialog.setAttribute('aria-label', title ?? dialog.querySelector('p')?.textContent ?? '')
}
