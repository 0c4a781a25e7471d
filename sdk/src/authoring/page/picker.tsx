import { nameOf, roleOf } from '../../guide/engine/targets/accessible.ts'
import { boxOf, drawnOf, isOwn, topmostAt } from '../../guide/engine/targets/sight.ts'
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
  const { width, height } = boxOf(drawnOf(element))
  return (
    width > 1 && height > 1 && element.checkVisibility?.() !== false && !pathTo(element).some(isOwn)
  )
}

const controls = (): readonly Element[] => [...document.querySelectorAll(reachable)].filter(isShown)

const Shield = () => (
  <div
    class="shield"
    tabIndex={-1}
    role="application"
    aria-label="Pick an element: arrow keys move, Enter picks, Escape leaves"
  >
    <div class="aim" hidden>
      <span class="aim-name" />
    </div>
    <div class="aim-help">
      <p>
        <span class="by-pointer">Point at an element and click.</span>
        <span class="by-touch">Tap an element.</span>{' '}
        <span class="by-keys">
          Keys: <kbd>←</kbd> <kbd>→</kbd> others, <kbd>↑</kbd> around, <kbd>↓</kbd> inside,{' '}
          <kbd>Enter</kbd>, <kbd>Esc</kbd>
        </span>
      </p>
      <button type="button" class="button">
        Cancel
      </button>
    </div>
    <p class="unseen" role="status" aria-live="polite" />
  </div>
)

/** Puts the frame around the element that is pointed at, and says what it is. */
const frame = (root: ShadowRoot, at: Element | undefined): void => {
  const aim = root.querySelector<HTMLElement>('.aim')
  if (!at || !aim) return
  const { left, top, width, height } = boxOf(drawnOf(at))
  aim.hidden = false
  aim.style.left = `${left - 3}px`
  aim.style.top = `${top - 3}px`
  aim.style.width = `${width + 6}px`
  aim.style.height = `${height + 6}px`
  aim.dataset.low = top < 40 ? 'yes' : 'no'
  for (const name of root.querySelectorAll('.aim-name,[role=status]')) {
    name.textContent = sayElement(at)
  }
}

/** What lies under the shield, down through shadow roots and frames. */
const under = (root: ShadowRoot, x: number, y: number): Element | undefined => {
  const shield = root.querySelector('.shield')
  if (!shield) return undefined
  shield.classList.add('away')
  const hit = topmostAt(x, y)
  shield.classList.remove('away')
  return hit ? controlAt(pathTo(hit)) : undefined
}

/** What is pointed at, and the ways from there to others. */
const createPointer = (onAim: (at: Element) => void) => {
  let at: Element | undefined
  /** Where one came from on the way up, to go down again. */
  let below: readonly Element[] = []
  const aimAt = (element: Element | undefined | null, from: readonly Element[] = []): void => {
    if (!element || element === at || isOwn(element)) return
    below = from
    at = element
    onAim(at)
  }
  return {
    get at() {
      return at
    },
    aimAt: (element: Element | undefined): void => aimAt(element),
    walk: (by: 1 | -1): void => {
      const all = controls()
      const here = at ? all.indexOf(at) : -1
      aimAt(all[(here + by + all.length) % all.length])
      at?.scrollIntoView({ block: 'nearest' })
      if (at) onAim(at)
    },
    climb: (): void => {
      const outer = at && parentOf(at)
      if (at && outer && outer !== document.documentElement) aimAt(outer, [at, ...below])
    },
    dive: (): void => {
      const [back, ...rest] = below
      aimAt(back ?? at?.shadowRoot?.firstElementChild ?? at?.firstElementChild, rest)
    },
  }
}

/** Points at an element: by mouse or finger, or by arrow keys from one to the next. Nothing of the page hears of it. */
export const pickElement = (deps: PickerDeps): (() => void) => {
  const { events, onPicked, onCancelled } = deps
  const board = createBoard(deps.sheet, events)
  const { layer, root } = board
  layer.surface.dataset.look = deps.look
  layer.open(placeOnTop())
  board.draw(() => <Shield />)
  const pointer = createPointer((at) => frame(root, at))
  const pick = (): void => {
    if (pointer.at) onPicked(pointer.at)
  }
  const moves: ReadonlyMap<string, () => void> = new Map([
    ['ArrowRight', () => pointer.walk(1)],
    ['ArrowLeft', () => pointer.walk(-1)],
    ['ArrowUp', pointer.climb],
    ['ArrowDown', pointer.dive],
    ['Enter', pick],
    ['Escape', onCancelled],
  ])
  const isOnCancel = (event: Event): boolean =>
    event.composedPath().some((each) => each instanceof HTMLButtonElement)
  const unhear = events.in(layer.host, (event) => {
    if (isOnCancel(event)) {
      if (event.type === 'click' || (event as KeyboardEvent).key === 'Escape') onCancelled()
      return
    }
    const move =
      event instanceof KeyboardEvent && event.type === 'keydown' ? moves.get(event.key) : undefined
    if (move) event.preventDefault()
    move?.()
    if (!(event instanceof MouseEvent)) return
    if (event.type === 'pointermove' || event.type === 'click')
      pointer.aimAt(under(root, event.clientX, event.clientY))
    if (event.type === 'click') {
      event.preventDefault()
      pick()
    }
  })
  const onScroll = (): void => frame(root, pointer.at)
  addEventListener('scroll', onScroll, true)
  root.querySelector<HTMLElement>('.shield')?.focus({ preventScroll: true })
  return () => {
    removeEventListener('scroll', onScroll, true)
    unhear()
    board.close()
  }
}
