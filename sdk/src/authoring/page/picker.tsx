import { nameOf, roleOf } from '../../guide/engine/targets/accessible.ts'
import { boxOf, isOwn, topmostAt } from '../../guide/engine/targets/sight.ts'
import { parentOf } from '../../guide/engine/targets/traits.ts'
import { controlAt } from '../../targets.ts'
import { createBoard } from './board.ts'
import type { OwnEvents } from './own-events.ts'
import { placeOnTop } from './place-on-top.ts'

export interface PickerDeps {
  readonly events: OwnEvents
  readonly sheet: CSSStyleSheet
  readonly look: string
  readonly onPicked: (element: Element) => void
  readonly onCancelled: () => void
}

const pathTo = (element: Element): readonly Element[] => {
  const path: Element[] = []
  for (let each: Element | null = element; each; each = parentOf(each)) path.push(each)
  return path
}

/** `Button “New product”`, for the frame and for whoever hears it. */
const sayElement = (element: Element): string => {
  const name = nameOf(element)?.slice(0, 48)
  return [roleOf(element) ?? `<${element.localName}>`, name && `“${name}”`]
    .filter(Boolean)
    .join(' ')
}

const reachable =
  'a[href],button,input,select,textarea,summary,[role],[tabindex],[data-wm],h1,h2,h3'

const isShown = (element: Element): boolean => {
  const { width, height } = boxOf(element)
  return (
    width > 1 && height > 1 && element.checkVisibility?.() !== false && !pathTo(element).some(isOwn)
  )
}

const controls = (): readonly Element[] => [...document.querySelectorAll(reachable)].filter(isShown)

/** Points at an element: by mouse or finger, or by arrow keys from one to the next. Nothing of the page hears of it. */
export const pickElement = ({
  events,
  sheet,
  look,
  onPicked,
  onCancelled,
}: PickerDeps): (() => void) => {
  const board = createBoard(sheet, events)
  const { layer, root } = board
  let at: Element | undefined
  /** Where one came from on the way up, to go down again. */
  let below: readonly Element[] = []

  layer.surface.dataset.look = look
  layer.open(placeOnTop())
  board.draw(() => (
    <div
      class="shield"
      tabIndex={-1}
      role="application"
      aria-label="Pick an element: arrow keys move, Enter picks, Escape leaves"
    >
      <div class="aim" hidden>
        <span class="aim-name" />
      </div>
      <p class="aim-help">
        Point at an element and click. Keys: <kbd>←</kbd> <kbd>→</kbd> others, <kbd>↑</kbd> around,{' '}
        <kbd>↓</kbd> inside, <kbd>Enter</kbd>, <kbd>Esc</kbd>
      </p>
      <p class="unseen" role="status" aria-live="polite" />
    </div>
  ))
  const shield = root.querySelector<HTMLElement>('.shield')
  const aim = root.querySelector<HTMLElement>('.aim')

  const frame = (): void => {
    if (!at || !aim) return
    const { left, top, width, height } = boxOf(at)
    aim.hidden = false
    aim.style.left = `${left - 3}px`
    aim.style.top = `${top - 3}px`
    aim.style.width = `${width + 6}px`
    aim.style.height = `${height + 6}px`
    aim.dataset.low = top < 40 ? 'yes' : 'no'
    const [name, status] = [root.querySelector('.aim-name'), root.querySelector('[role=status]')]
    if (name) name.textContent = sayElement(at)
    if (status) status.textContent = sayElement(at)
  }
  const aimAt = (element: Element | undefined | null, keepBelow = false): void => {
    if (!element || element === at || isOwn(element)) return
    if (!keepBelow) below = []
    at = element
    frame()
  }
  /** What lies under the shield, down through shadow roots and frames. */
  const under = (x: number, y: number): Element | undefined => {
    if (!shield) return undefined
    shield.classList.add('away')
    const hit = topmostAt(x, y)
    shield.classList.remove('away')
    return hit ? controlAt(pathTo(hit)) : undefined
  }
  const walk = (by: 1 | -1): void => {
    const all = controls()
    const here = at ? all.indexOf(at) : -1
    aimAt(all[(here + by + all.length) % all.length])
    at?.scrollIntoView({ block: 'nearest' })
    frame()
  }
  const climb = (): void => {
    const outer = at && parentOf(at)
    if (!at || !outer || outer === document.documentElement) return
    below = [at, ...below]
    aimAt(outer, true)
  }
  const dive = (): void => {
    const [back, ...rest] = below
    const inner = back ?? at?.shadowRoot?.firstElementChild ?? at?.firstElementChild
    if (!inner) return
    below = rest
    aimAt(inner, true)
  }
  const moves: ReadonlyMap<string, () => void> = new Map([
    ['ArrowRight', () => walk(1)],
    ['ArrowLeft', () => walk(-1)],
    ['ArrowUp', climb],
    ['ArrowDown', dive],
    ['Enter', () => at && onPicked(at)],
    ['Escape', onCancelled],
  ])
  const unhear = events.in(layer.host, (event) => {
    if (event instanceof KeyboardEvent) {
      const move = event.type === 'keydown' ? moves.get(event.key) : undefined
      if (move) event.preventDefault()
      move?.()
    }
    if (!(event instanceof MouseEvent)) return
    if (event.type === 'pointermove' || event.type === 'click')
      aimAt(under(event.clientX, event.clientY))
    if (event.type === 'click') {
      event.preventDefault()
      if (at) onPicked(at)
    }
  })
  const onScroll = (): void => frame()
  addEventListener('scroll', onScroll, true)
  shield?.focus({ preventScroll: true })
  return () => {
    removeEventListener('scroll', onScroll, true)
    unhear()
    board.close()
  }
}
