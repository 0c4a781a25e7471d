import { isGroupRole, nameOf, roleOf, textOf } from './accessible.ts'

/** What can be told of an element: the same things that a target recorded. */
export interface ElementTraits {
  readonly wm: string | undefined
  readonly testid: string | undefined
  readonly id: string | undefined
  readonly field: string | undefined
  readonly role: string | undefined
  readonly name: string | undefined
  readonly text: string | undefined
  readonly tag: string
  readonly href: string | undefined
  readonly placeholder: string | undefined
  readonly within: readonly { readonly role: string; readonly name: string | undefined }[]
  readonly classes: readonly string[]
  readonly nth: number
}

/** Attributes that teams put on elements for their tests. */
export const testAttributes = ['data-testid', 'data-test-id', 'data-test', 'data-cy'] as const

/** Reads traits only when asked: most targets record few of them, and a page has many elements. */
export const traitsOf = (element: Element): ElementTraits => {
  const attribute = (name: string): string | undefined => element.getAttribute(name) || undefined
  return {
    get wm() {
      return attribute('data-wm')
    },
    get testid() {
      const name = testAttributes.find((each) => element.hasAttribute(each))
      return name && attribute(name)
    },
    get id() {
      return element.id || undefined
    },
    get field() {
      return attribute('name')
    },
    get role() {
      return roleOf(element)
    },
    get name() {
      return nameOf(element)
    },
    get text() {
      return textOf(element) || undefined
    },
    tag: element.localName,
    get href() {
      return attribute('href')
    },
    get placeholder() {
      return attribute('placeholder')
    },
    get within() {
      return groupsAround(element)
    },
    get classes() {
      return [...element.classList]
    },
    get nth() {
      return placeAmongSiblings(element)
    },
  }
}

/** The parent as the eye sees it: by its slot, out of a shadow root into its host, out of a frame into the frame element. */
export const parentOf = (element: Element): Element | null => {
  const parent = element.assignedSlot ?? element.parentElement
  if (parent) return parent
  const root = element.getRootNode()
  if ('host' in root) return (root as ShadowRoot).host
  try {
    return element.ownerDocument.defaultView?.frameElement ?? null
  } catch {
    return null
  }
}

const groupsAround = (element: Element): ElementTraits['within'] => {
  const groups: { role: string; name: string | undefined }[] = []
  for (let around = parentOf(element); around; around = parentOf(around)) {
    const role = roleOf(around)
    if (role && isGroupRole(role)) groups.push({ role, name: nameOf(around) })
  }
  return groups
}

const placeAmongSiblings = (element: Element): number => {
  let place = 0
  for (let each = element.previousElementSibling; each; each = each.previousElementSibling) {
    if (each.localName === element.localName) place++
  }
  return place
}
