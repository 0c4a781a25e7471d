import type { Card, CardListener } from '../kind.ts'
import {
  applyTheme,
  createDrawingBoard,
  createLayer,
  createSheet,
  mindManners,
  whenSeen,
} from '../kit.ts'
import { checklistStyles } from './styles.ts'
import { progressOf } from './tasks.ts'
import { titleOf } from './title-of.ts'

/** The checklist, folded: what it is and how far the person is. */
export const createPill = (listener: CardListener, open: (byKeyboard: boolean) => void): Card => {
  const layer = createLayer(createSheet(checklistStyles))
  const board = createDrawingBoard(layer.surface, listener)
  const manners = mindManners({
    layer,
    target: () => undefined,
    escapes: () => 'never',
    escape: () => {},
    onError: listener.onError,
    click: board.press,
  })
  const pill = (): HTMLElement | undefined => board.part('.pill')
  return {
    show: (view, at) => {
      layer.open(at)
      applyTheme(layer.surface, view.content.theme, { at, more: listener.more })
      const [done, all] = progressOf(view)
      board.draw(({ control }) => (
        <button
          type="button"
          class="pill"
          data-at={view.step.position ?? 'bottom-right'}
          aria-expanded="false"
          {...control(() => open(layer.host.shadowRoot?.activeElement != null))}
        >
          {titleOf(view)}
          <b>
            {done}/{all}
          </b>
        </button>
      ))
    },
    hide: () => {
      if (layer.isOpen) layer.hide()
    },
    unhide: () => layer.open(document.documentElement),
    get isVisible() {
      return layer.isOpen
    },
    whenSeen: (fn) => {
      const element = pill()
      return element ? whenSeen(element, fn) : () => {}
    },
    focus: () => pill()?.focus({ preventScroll: true }),
    close: () => {
      manners.stop()
      board.clear()
      layer.close()
    },
  }
}
