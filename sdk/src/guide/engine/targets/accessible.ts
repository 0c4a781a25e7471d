/** Roles that elements have without saying so; the ones that a person can point at, and landmarks. */
const tagRoles: { readonly [tag: string]: string } = {
  ...{ a: 'link', area: 'link', button: 'button', summary: 'button', img: 'img' },
  ...{ textarea: 'textbox', select: 'combobox', option: 'option' },
  ...{ h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading' },
  ...{ nav: 'navigation', main: 'main', aside: 'complementary', header: 'banner' },
  ...{
    footer: 'contentinfo',
    form: 'form',
    section: 'region',
    dialog: 'dialog',
    fieldset: 'group',
  },
  ...{
    table: 'table',
    tr: 'row',
    td: 'cell',
    th: 'columnheader',
    ul: 'list',
    ol: 'list',
    li: 'listitem',
  },
}

const inputRoles: { readonly [type: string]: string } = {
  ...{ button: 'button', submit: 'button', reset: 'button', image: 'button' },
  ...{ checkbox: 'checkbox', radio: 'radio', range: 'slider', number: 'spinbutton' },
  ...{ search: 'searchbox', text: 'textbox', email: 'textbox', tel: 'textbox', url: 'textbox' },
}

/** Around what else an element can be found. */
const groupRoles = new Set(
  'navigation main complementary banner contentinfo form region dialog alertdialog group search toolbar menu menubar tablist tabpanel table row list listbox grid'.split(
    ' ',
  ),
)

export const isGroupRole = (role: string): boolean => groupRoles.has(role)

/** The role that the element was given, else the one it has by nature. */
export const roleOf = (element: Element): string | undefined => {
  const given = element.getAttribute('role')?.trim().split(/\s+/)[0]
  if (given) return given
  const tag = element.localName
  if (tag === 'input') return inputRoles[element.getAttribute('type')?.toLowerCase() ?? 'text']
  if (tag === 'a' && !element.hasAttribute('href')) return undefined
  if (tag === 'section' && !hasLabel(element)) return undefined
  return tagRoles[tag]
}

const hasLabel = (element: Element): boolean =>
  element.hasAttribute('aria-label') || element.hasAttribute('aria-labelledby')

/** Which elements can have this role; some others too. */
export const roleSelector = (role: string): string =>
  [
    `[role~="${CSS.escape(role)}"]`,
    ...Object.keys(tagRoles).filter((tag) => tagRoles[tag] === role),
    ...(Object.values(inputRoles).includes(role) ? ['input'] : []),
  ].join()

/** The text that a person reads in it, in one line. Long ones are cut: they do not name anything. */
export const textOf = (element: Element): string =>
  (element.textContent ?? '').slice(0, 400).replace(/\s+/g, ' ').trim().slice(0, 120)

/** A short accessible name: what its author said, its labels, or its own text. */
export const nameOf = (element: Element): string | undefined =>
  labelledBy(element) ||
  element.getAttribute('aria-label') ||
  labels(element) ||
  element.getAttribute('alt') ||
  valueOfButton(element) ||
  (namedByContent(element) ? textOf(element) || pictureIn(element) : '') ||
  element.getAttribute('title') ||
  element.getAttribute('placeholder') ||
  undefined

const chooser = '[role=combobox],[aria-haspopup=listbox]'

const labelledBy = (element: Element): string => {
  const root = element.getRootNode()
  const ids = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
  if (!('getElementById' in root)) return ''
  const find = root as Document | ShadowRoot
  return (
    ids
      .map((id) => find.getElementById(id))
      // What somebody chose is no part of what the choice is called.
      .map((label) =>
        label && !(label === element && label.matches(chooser)) ? textOf(label) : '',
      )
      .join(' ')
      .trim()
  )
}

const labels = (element: Element): string =>
  'labels' in element && element.labels
    ? [...(element.labels as NodeListOf<Element>)].map(textOf).join(' ')
    : ''

const valueOfButton = (element: Element): string =>
  element.matches('input:is([type=button],[type=submit],[type=reset])')
    ? (element.getAttribute('value') ?? '')
    : ''

const namedByContent = (element: Element): boolean =>
  !element.matches('input,select,textarea,img') && !isGroupRole(roleOf(element) ?? '')

const pictureIn = (element: Element): string => {
  const picture = element.querySelector('img[alt],[aria-label],svg>title')
  return picture ? nameOfPicture(picture) : ''
}

const nameOfPicture = (picture: Element): string =>
  picture.getAttribute('alt') ?? picture.getAttribute('aria-label') ?? textOf(picture)
