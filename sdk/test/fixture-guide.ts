import type { GuideLink } from '../src/core/later/guides.ts'
import { createGuideHost } from '../src/guide-host.ts'
import { version } from '../src/version.ts'

export { version }

/** A guide chunk as small as can be: writes what it is told where a test can see it. */
export const startGuides = (link: GuideLink) => {
  const host = createGuideHost(link)
  const shown = document.createElement('ul')
  shown.id = 'guides'
  document.body.append(shown)
  const draw = () => {
    const items = host.decisions().map(({ guide }) => {
      const item = document.createElement('li')
      item.textContent = guide
      return item
    })
    shown.replaceChildren(...items)
  }
  return {
    version,
    decisionsChanged: draw,
    navigated: (url: string) => {
      shown.dataset.url = url
    },
    personChanged: () => {
      shown.dataset.changes = String(Number(shown.dataset.changes ?? 0) + 1)
      draw()
    },
    show: (guide: string) => {
      host.record('$guide_rendered', { guide })
      return host.decisions().some((decision) => decision.guide === guide)
    },
    forget: () => {
      shown.dataset.forgotten = 'yes'
    },
    list: () => [],
    stop: () => shown.remove(),
  }
}
