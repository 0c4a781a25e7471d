import { isOwn } from '../../guide/engine/targets/sight.ts'

/** The document and all open shadow roots in it, however deep; those of guides last. */
export const openRoots = (): readonly (Document | ShadowRoot)[] => {
  const ofPage = new Set<Document | ShadowRoot>([document])
  const ofGuides: ShadowRoot[] = []
  for (const root of ofPage) {
    for (const each of root.querySelectorAll('*')) {
      if (!each.shadowRoot) continue
      if (isOwn(each)) ofGuides.push(each.shadowRoot)
      else ofPage.add(each.shadowRoot)
    }
  }
  return [...ofPage, ...ofGuides]
}
