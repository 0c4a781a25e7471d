import { controlAt } from '@waymark/sdk/targets'

/** The element that a mark means: itself, the control that it lies in or around, or the part of a component that people point at. */
export const findMarked = (mark: string): Element | undefined => {
  const element = findDeep(document, `[data-truth="${mark}"]`)
  const part = element?.getAttribute('data-part')
  const inner = part ? element?.shadowRoot?.querySelector(part) : undefined
  if (inner || !element) return inner ?? undefined
  const control = controlAt(pathOf(element))
  // A mark may lie on the box around the field.
  return control === element ? (element.querySelector('input') ?? element) : control
}

const pathOf = (element: Element): readonly Element[] => {
  const path: Element[] = []
  for (let each: Element | null = element; each; each = each.parentElement) path.push(each)
  return path
}

const findDeep = (root: Document | ShadowRoot, selector: string): Element | undefined => {
  const found = root.querySelector(selector)
  if (found) return found
  for (const element of root.querySelectorAll('*')) {
    const inside = element.shadowRoot ?? (element as Partial<HTMLIFrameElement>).contentDocument
    const inner = inside && findDeep(inside, selector)
    if (inner) return inner
  }
  return undefined
}
