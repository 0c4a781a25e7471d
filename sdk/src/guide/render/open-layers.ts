import { parentOf } from '../engine/targets/traits.ts'

/** What is there only while it is open, or says that such a thing is. Of `:is` a browser passes over what it does not know. */
const popups =
  ':is([role=menu],[role=listbox],:is([aria-haspopup],[role=combobox])[aria-expanded=true],:popover-open:not([popover=manual]),select:open)'

/** The same, and what may just lie there: a button that unfolds something may have opened a menu, or a part of the page. */
const layers = `${popups},[role$=dialog],dialog[open],[aria-expanded=true]`

const isShown = (element: Element): boolean =>
  element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })

const shown = (selector: string): readonly Element[] =>
  [...document.querySelectorAll(selector)].filter(isShown)

/** All that is open in the page now. */
export const openLayers = (): readonly Element[] => shown(layers)

/**
 * What the page has opened on top of what `isBelow`. What may just lie there counts where the focus is in it, to which `path` leads,
 * and not within what is below: that would close in its place.
 */
export const layersAbove = (
  isBelow: (layer: Element) => boolean,
  path: readonly EventTarget[],
): readonly Element[] => {
  const around = path.filter(
    (each): each is Element => each instanceof Element && each.matches(layers),
  )
  const selector = around.some(isBelow) ? popups : layers
  return [...around.filter((each) => each.matches(selector)), ...shown(popups)].filter(
    (each) => !isBelow(each),
  )
}

/** Begins to look whether any of them changes, as what closes does, be it by a fading that takes its time; the answer ends it. */
export const whetherTouched = (elements: readonly Element[]): (() => boolean) => {
  let isTouched = false
  const observer = new MutationObserver(() => {
    isTouched = true
  })
  for (const each of elements) {
    for (let on: Element | null = each; on && on !== document.body; on = parentOf(on)) {
      observer.observe(on, { attributes: true })
    }
  }
  return () => {
    observer.disconnect()
    return isTouched || !elements.every((each) => each.matches(layers) && isShown(each))
  }
}
