import { ownTag } from '../../guide/engine/targets/sight.ts'

const along = '.card[data-layout]:not([data-layout=inline])'

/** Banners along an edge of the window, written or previewed. */
const banners = (): readonly HTMLElement[] =>
  [...document.querySelectorAll(ownTag)].flatMap((host) => [
    ...(host.shadowRoot?.querySelectorAll<HTMLElement>(along) ?? []),
  ])

/** Tells the tools how much of the window's edges banners take: under one, no panel could be moved or closed. */
export const createClearance = ({ style }: HTMLElement) => {
  const known = new WeakSet<Element>()
  const fit = (): void => {
    let top = 0
    let bottom = 0
    for (const banner of banners()) {
      if (!known.has(banner)) sizes.observe(banner)
      known.add(banner)
      if (!banner.checkVisibility()) continue
      const box = banner.getBoundingClientRect()
      if (banner.dataset.at === 'top') top = Math.max(top, box.bottom)
      else bottom = Math.max(bottom, innerHeight - box.top)
    }
    style.setProperty('--clear-top', `${top}px`)
    style.setProperty('--clear-bottom', `${bottom}px`)
  }
  const sizes = new ResizeObserver(fit)
  return { fit, stop: () => sizes.disconnect() }
}
