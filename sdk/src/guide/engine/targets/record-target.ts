import type { Target } from '@waymark/schemas/wire/content'
import { maskText } from '../../../core/mask-text.ts'
import { isGroupRole, nameOf, roleOf, textOf } from './accessible.ts'
import { looksGenerated } from './alike.ts'
import { fieldHeight, fieldsIn } from './sight.ts'
import { type ElementTraits, parentOf, traitsOf } from './traits.ts'

/**
 * What is kept of an element, so that it can be found again. Not loaded by visitors: authoring and tests record.
 *
 * Nothing personal is kept: texts only of controls, labels and headings, never of fields, records or editable text; at most 64
 * characters, e-mail addresses and digits masked; of an address the path alone.
 */
export const recordTarget = (element: Element): Target => {
  const traits = traitsOf(element)
  const name = nameToKeep(element)
  const text = name === undefined ? textToKeep(element) : undefined
  const placeholder = mask(traits.placeholder)
  const classes = traits.classes.filter((each) => !looksGenerated(each)).slice(0, 8)
  const within = groupsToKeep(element)
  const href = pathOf(traits.href)
  const given: Target = {
    ...kept('wm', traits.wm),
    ...kept('testid', traits.testid),
    ...kept('id', isPart(element) ? undefined : stable(traits.id)),
    ...kept('field', stable(traits.field)),
    ...kept('href', href),
  }
  return {
    ...given,
    ...kept('role', traits.role),
    ...kept('name', name),
    ...kept('text', text),
    ...kept('placeholder', placeholder),
    ...(within.length > 0 && { within }),
    ...(classes.length > 0 && { classes }),
    tag: traits.tag,
    nth: traits.nth,
    ...(isOfOneRow(element, given) && { threshold: rowThreshold }),
  }
}

/** Above what the same control of another row reaches, which agrees in all but what is its row's. */
const rowThreshold = 0.9

const kept = <K extends keyof Target>(
  key: K,
  value: Target[K] | undefined,
): Pick<Target, K> | {} => (value === undefined ? {} : ({ [key]: value } as Pick<Target, K>))

/** A name with a counter at its end is another one as soon as something is drawn before it. */
const counted = /[:«»]|_r_|[-_]\d+(-|$)/

const stable = (name: string | undefined): string | undefined =>
  name === undefined || looksGenerated(name) || counted.test(name) ? undefined : name

/** In a component of which there are several, the ids are those of the component. */
const isPart = (element: Element): boolean => {
  const root = element.getRootNode()
  if (!('host' in root)) return false
  const { host } = root as ShadowRoot
  const around = host.getRootNode() as Document | ShadowRoot
  return around.querySelectorAll(host.localName).length > 1
}

const mask = (text: string | undefined): string | undefined => maskText(text ?? '', 64) || undefined

const pathOf = (href: string | undefined): string | undefined => {
  const path = href?.replace(/[?#].*$/, '')
  return path && !/^(javascript|mailto|tel|data|blob):/i.test(path) && !looksGenerated(path)
    ? path.slice(0, 500)
    : undefined
}

/** What is written in them is theirs who use the page. */
const isPrivate = (element: Element): boolean =>
  element.closest(
    '[data-wm-mask],[data-wm-ignore],[contenteditable]:not([contenteditable=false])',
  ) !== null

const ownLabels = 'button,a[href],summary,label,legend,option,h1,h2,h3,h4,h5,h6'
const controlRole =
  /^(button|link|menuitem|menuitemcheckbox|menuitemradio|tab|option|switch|checkbox|radio|treeitem|heading|columnheader)$/

/** Says what it does, and not what somebody entered, chose or is called. */
const isLabelled = (element: Element): boolean =>
  (element.matches(ownLabels) ||
    controlRole.test(roleOf(element) ?? '') ||
    element.localName.includes('-')) &&
  element.getAttribute('aria-haspopup') !== 'listbox' &&
  roleOf(element) !== 'combobox' &&
  !element.querySelector(
    'input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]',
  )

const nameToKeep = (element: Element): string | undefined => {
  if (isPrivate(element)) return undefined
  const name = nameOf(element)
  if (name === undefined || (name === textOf(element) && !isLabelled(element))) return undefined
  return isOfRecord(element, name) ? undefined : mask(name)
}

const textToKeep = (element: Element): string | undefined => {
  const text = textOf(element)
  const kept = text && text.length <= 64 && isLabelled(element) && !isPrivate(element)
  return kept && !isOfRecord(element, text) ? mask(text) : undefined
}

const record = 'tr,li,[role=row],[role=listitem],[role=option],[role=article],article'

/** Lists of what one can do or where one can go; what stands in them is the app's. */
const choices =
  'nav,menu,[role=menu],[role=menubar],[role=tablist],[class*=menu i],[class*=nav i],[class*=tabs i]'

/** Of a row of many: the others. */
const otherRows = (element: Element): readonly Element[] => {
  const row = element.closest(record) ?? element.closest('[role=gridcell]')
  if (!row?.parentElement || row.closest(choices)) return []
  return [...row.parentElement.children].filter(
    (each) => each !== row && each.localName === row.localName,
  )
}

/** In a row of many, only what the other rows say too is a label; the rest is the record's own. */
const isOfRecord = (element: Element, text: string): boolean => {
  if (element.matches('thead th,[role=columnheader]')) return false
  const others = otherRows(element)
  return others.length > 0 && others.every((each) => !textOf(each).includes(text))
}

/** Does something that was given to it tell it from the same control of the other rows? */
const isOfOneRow = (element: Element, given: Target): boolean => {
  const others = otherRows(element)
  const alike = others.flatMap((each) => [...each.querySelectorAll(element.localName)])
  const keys = Object.keys(given) as (keyof ElementTraits & keyof Target)[]
  return (
    others.length > 0 &&
    keys.some((key) => alike.every((each) => traitsOf(each)[key] !== given[key]))
  )
}

const recordRole = /^(row|listitem|option|gridcell|article)$/

/** Landmarks and named groups, innermost first; what a row or list item is called is its record's. */
const groupsToKeep = (element: Element): NonNullable<Target['within']> => {
  const groups: { readonly role: string; readonly name?: string }[] = []
  for (let around = parentOf(element); around; around = parentOf(around)) {
    const role = roleOf(around)
    if (!role || !isGroupRole(role) || recordRole.test(role)) continue
    const name = isPrivate(around) ? undefined : mask(nameOf(around))
    groups.push({ role, ...(name !== undefined && { name }) })
  }
  return groups.slice(0, 4)
}

/** Those of a frame are of other classes than ours. */
const isElement = (node: EventTarget): node is Element => 'localName' in node

/** The control that somebody means who points at the middle of it: its own element, not the icon or the word in it. */
export const controlAt = (path: readonly EventTarget[]): Element | undefined => {
  const elements = path.filter(isElement)
  const hit = elements.find(isControl)
  const inner = drawnField(elements.slice(0, hit && elements.indexOf(hit) + 1)) ?? hit
  if (!inner) return elements[0]
  const root = inner.getRootNode()
  // A button that is all of its component: what it says stands in the component, outside.
  return nameOf(inner) === undefined && 'host' in root && inner.matches('button,a')
    ? (root as ShadowRoot).host
    : inner
}

const isControl = (element: Element): boolean =>
  element.matches(pointable) ||
  [controlRole, fieldRole].some((roles) => roles.test(roleOf(element) ?? ''))

/** What is chosen in rather than written in: libraries draw all of these themselves, and hide the field or leave it a corner. */
const drawnRole = /^(combobox|slider|switch|checkbox|radio)$/
const fieldRole = /^(combobox|slider|spinbutton|textbox|searchbox)$/

/** The field that is drawn around this place: the only one in the nearest box that has any. */
const drawnField = (path: readonly Element[]): Element | undefined => {
  const box = path.find((each) => fieldsIn(each).length > 0)
  const [field, another] = box ? fieldsIn(box) : []
  if (!box || !field || another || box.getBoundingClientRect().height > fieldHeight)
    return undefined
  // A label of a checkbox says what it is for by itself.
  const isLabelled = box.matches('label') && /^(checkbox|radio)$/.test(roleOf(field) ?? '')
  const isDrawn = drawnRole.test(roleOf(field) ?? '') || field.matches('[aria-haspopup=listbox]')
  return isDrawn && !isLabelled ? field : undefined
}

const pointable = 'button,a[href],summary,label,input,select,textarea,[data-wm]'

const spoken = ['name', 'text', 'placeholder'] as const

/** One target of what was recorded of an element in several languages, by language. */
export const joinRecordings = (recordings: {
  readonly [language: string]: Target
}): Target | undefined => {
  const all = Object.entries(recordings)
  const [first] = all
  if (!first) return undefined
  const texts = spoken.flatMap((key) => {
    const said = all.flatMap(([language, { [key]: text }]): [string, string][] =>
      typeof text === 'string' ? [[language, text]] : Object.entries(text ?? {}),
    )
    return said.length > 0 ? [[key, Object.fromEntries(said)] as const] : []
  })
  return { ...first[1], ...Object.fromEntries(texts) }
}
