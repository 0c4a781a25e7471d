import type { JsonObject } from '@waymark/schemas'
import { captureUrl, type UrlRules } from './capture-url.ts'
import { maskText } from './mask-text.ts'

const controls = 'button,a[href],summary,input,[data-wm]'
const controlRole = /^(button|link|menuitem|tab|option|switch|checkbox|radio)$/

/** Input types whose `value` is a label. Nothing is typed into these. */
const labelTypes = /^(submit|button|reset)$/

const roles: { readonly [tag: string]: string } = {
  A: 'link',
  BUTTON: 'button',
  INPUT: 'button',
  SUMMARY: 'button',
}

/**
 * What may be recorded of a click: the control's role and its name (64 characters, masked), never a value, nothing in
 * fields, in editable text, under `data-wm-ignore` or in a guide of ours. Undefined where nothing may.
 *
 * @param path of the event, innermost first, through open shadow roots
 */
export const clickedControl = (
  path: readonly EventTarget[],
  urlRules: UrlRules,
): JsonObject | undefined => {
  const elements = path.filter((node) => node instanceof Element)
  if (elements.some(isOffLimits)) return undefined
  const control = elements.find(isControl)
  if (!control || (control instanceof HTMLInputElement && !isLabelled(control))) return undefined
  const text = elements.some((element) => element.hasAttribute('data-wm-mask'))
    ? ''
    : nameOf(control)
  const href = control instanceof HTMLAnchorElement && captureUrl(control.href, urlRules)
  const wm = control.getAttribute('data-wm')
  return {
    role: control.getAttribute('role') ?? roleOf(control),
    ...(text && { text }),
    ...(wm && { wm: wm.slice(0, 64) }),
    ...(href && { href: href.url }),
  }
}

const isControl = (element: Element): boolean =>
  element.matches(controls) || controlRole.test(element.getAttribute('role') ?? '')

const isOffLimits = (element: Element): boolean =>
  element.hasAttribute('data-wm-ignore') ||
  (element instanceof HTMLElement && element.isContentEditable)

const isLabelled = ({ type }: HTMLInputElement): boolean =>
  /^(submit|button|reset|checkbox|radio|image)$/.test(type)

const roleOf = (control: Element): string =>
  control instanceof HTMLInputElement && !labelTypes.test(control.type)
    ? control.type
    : (roles[control.tagName] ?? 'generic')

/** A short form of the accessible name: what the author named it, else the label, else the text. */
const nameOf = (control: Element): string => {
  const named = control.getAttribute('aria-label') ?? labelOf(control) ?? textOf(control)
  return maskText(named || control.getAttribute('title') || control.getAttribute('alt') || '', 64)
}

const labelOf = (control: Element): string | undefined => {
  if (!(control instanceof HTMLInputElement)) return undefined
  if (labelTypes.test(control.type)) return control.value
  const label = control.labels?.[0]
  return label ? textOf(label) : ''
}

const textOf = (element: Element): string =>
  // What is typed in it is not its name.
  element.querySelector('[contenteditable],textarea,select') ? '' : (element.textContent ?? '')
