import { isOwn } from '../../guide/engine/targets/sight.ts'

type Root = Document | ShadowRoot

/** The roots that are met from these on, these included, however deep: open shadow roots of the page's own or of guides. */
const rootsIn = (from: Iterable<Root>, isWanted: (host: Element) => boolean): Set<Root> => {
  const roots = new Set(from)
  for (const root of roots) {
    for (const each of root.querySelectorAll('*'))
      if (each.shadowRoot && isWanted(each)) roots.add(each.shadowRoot)
  }
  return roots
}

/** The document and all open shadow roots of the page in it. */
export const pageRoots = (): ReadonlySet<Root> => rootsIn([document], (host) => !isOwn(host))

/** The same, and behind them those of guides. */
export const openRoots = (): readonly Root[] => [...rootsIn(pageRoots(), isOwn)]
