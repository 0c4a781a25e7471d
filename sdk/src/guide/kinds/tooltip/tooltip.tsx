import { render } from 'preact'
import { createLayer } from '../../render/layer.ts'
import { type Manners, mindManners } from '../../render/manners.ts'
import { createSheet } from '../../render/styles.ts'
import { applyTheme } from '../../render/theme.ts'
import { whenMoved } from '../../render/when-moved.ts'
import { whenSeen } from '../../render/when-seen.ts'
import type { CardListener, GuideKind, StepView } from '../kind.ts'
import { drawCard } from './card.tsx'
import { setPlace } from './set-place.ts'
import { tooltipStyles } from './styles.ts'

/** A card beside an element of the page, with an arrow to it. */
export const createTooltip: GuideKind = (listener) => {
  const layer = createLayer(createSheet(tooltipStyles))
  const { surface } = layer
  const part = (selector: string): HTMLElement | undefined =>
    surface.querySelector<HTMLElement>(selector) ?? undefined
  let controls: (() => void)[] = []
  let target: Element | undefined
  let view: StepView | undefined
  let untrack = (): void => {}
  let manners: Manners | undefined
  const isVisible = (): boolean => surface.matches(':popover-open')

  const draw = (now: StepView): void => {
    controls = []
    const control = (run: () => void) => ({ 'data-do': controls.push(run) - 1 })
    const onActions: CardListener['onActions'] = (actions, label) =>
      listener.onActions(actions, label)
    render(
      drawCard(now, { control, onActions }, () => listener.onClose('close')),
      surface,
    )
    const body = part('.body')
    if (body) body.tabIndex = body.scrollHeight > body.clientHeight + 1 ? 0 : -1
  }
  const announce = (): void => {
    const live = part('.unseen')
    if (live) live.textContent = ''
    afterPaint(() => {
      if (live && isVisible()) live.textContent = part('.body')?.innerText ?? ''
    })
  }
  const track = (): void => {
    untrack()
    const [anchor, card] = [target, part('.card')]
    if (!anchor || !card) return
    untrack = whenMoved(anchor, card, () => {
      listener.onMoved()
      if (isVisible()) placeAt(anchor)
    })
  }
  const placeAt = (anchor: Element): void => {
    const [card, arrow, spot] = [part('.card'), part('.arrow'), part('.spot')]
    if (!card || !arrow) return
    setPlace(anchor, { card, arrow, spot }, view?.step.placement)
  }
  const startManners = (): Manners =>
    mindManners({
      layer,
      target: () => (isVisible() ? target : undefined),
      escape: () => listener.onClose('escape'),
      click: (path, event) => {
        const pressed = path.find((each) => each instanceof HTMLElement && each.dataset.do)
        if (!(pressed instanceof HTMLElement) || opensElsewhere(pressed, event)) return
        event.preventDefault()
        controls[Number(pressed.dataset.do)]?.()
      },
    })

  return {
    show: (next, at) => {
      view = next
      target = at
      manners ??= startManners()
      manners.keepFocus(() => {
        layer.open(at)
        applyTheme(surface, next.content.theme ?? {}, at)
        draw(next)
      })
      track()
      announce()
    },
    hide: () => {
      if (!isVisible()) return
      manners?.giveFocusBack()
      surface.hidePopover()
    },
    unhide: () => {
      if (!target) return
      const was = isVisible()
      layer.open(target)
      if (!was) placeAt(target)
    },
    get isVisible() {
      return isVisible()
    },
    whenSeen: (fn) => {
      const card = part('.card')
      return card ? whenSeen(card, fn) : () => {}
    },
    close: () => {
      manners?.giveFocusBack()
      manners?.stop()
      untrack()
      render(null, surface)
      layer.close()
    },
  }
}

/** Ctrl, Shift or the middle button on a link: the browser knows what to do. */
const opensElsewhere = (pressed: HTMLElement, event: MouseEvent): boolean =>
  pressed.localName === 'a' && (event.ctrlKey || event.metaKey || event.shiftKey)

const afterPaint = (fn: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(fn))
}
