/** What a build, a library's next version or a colleague does to markup. Runs in the page, on what was drawn. */
export const markupChanges = {
  'hashed-classes': () => {
    for (const element of deep()) {
      if (element.classList.length === 0) continue
      const names = [...element.classList].map((name) => `_${hash(name)}`)
      element.setAttribute('class', names.join(' '))
    }
  },
  'no-classes': () => {
    for (const element of deep()) element.removeAttribute('class')
  },
  'new-ids': () => {
    const renamed = new Map<string, string>()
    for (const element of deep()) {
      if (isGenerated(element.id))
        renamed.set(element.id, `${element.id.replace(/[\da-z]+$/, '')}9x${renamed.size}`)
    }
    for (const element of deep()) {
      for (const name of references) {
        const value = element.getAttribute(name)
        if (value === null) continue
        element.setAttribute(
          name,
          value
            .split(' ')
            .map((id) => renamed.get(id) ?? id)
            .join(' '),
        )
      }
    }
  },
  wrapped: () => {
    for (const element of marked()) {
      if (element.slot) continue
      const box = document.createElement('div')
      box.className = 'wrap'
      element.replaceWith(box)
      const inner = document.createElement('span')
      box.append(inner)
      inner.append(element)
    }
  },
  unwrapped: () => {
    for (const box of document.querySelectorAll(
      'main > div > div:not([role],[data-truth],[aria-label])',
    )) {
      if (box.querySelector('[data-truth]')) box.replaceWith(...box.childNodes)
    }
  },
  'other-tags': () => {
    for (const element of marked()) {
      const role = { BUTTON: 'button', A: 'link' }[element.tagName]
      if (!role) continue
      const other = document.createElement('div')
      for (const { name, value } of element.attributes) other.setAttribute(name, value)
      if (!element.hasAttribute('role')) other.setAttribute('role', role)
      other.tabIndex = 0
      other.append(...element.childNodes)
      element.replaceWith(other)
    }
  },
  moved: () => {
    const aside = document.createElement('aside')
    aside.setAttribute('aria-label', 'Side')
    added(aside)
    for (const element of marked()) {
      const label = element.closest('label')
      if (!label && !isLabelledElsewhere(element)) aside.append(element)
    }
  },
  'renamed-landmarks': () => {
    for (const element of document.querySelectorAll(
      'nav,form,section,[role=toolbar],[role=tablist]',
    )) {
      element.setAttribute('aria-label', `The ${element.localName}`)
    }
  },
  icons: () => {
    for (const element of marked()) {
      if (!element.textContent?.trim()) continue
      const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
      icon.setAttribute('width', '12')
      icon.setAttribute('height', '12')
      icon.setAttribute('aria-hidden', 'true')
      element.prepend(icon)
    }
  },
  spans: () => {
    for (const text of textsOfMarked()) {
      const span = document.createElement('span')
      text.replaceWith(span)
      span.append(text)
    }
  },
  capitals: () => {
    for (const text of textsOfMarked()) text.data = text.data.toUpperCase()
  },
  'hidden-copy': () => {
    const copies = document.createElement('div')
    copies.style.display = 'none'
    for (const element of marked()) copies.append(copyOf(element))
    added(copies)
  },
  'seen-copy': () => {
    for (const app of document.querySelectorAll<HTMLElement>('nav,main')) {
      const copy = copyOf(app)
      for (const element of copy.querySelectorAll('*')) {
        for (const name of references) {
          const value = element.getAttribute(name)
          if (value) element.setAttribute(name, `${value}-b`)
        }
      }
      added(copy)
    }
  },
  namesakes: () => {
    const form = document.createElement('form')
    form.innerHTML = `<label>E-mail <input name="email"></label>
<button type="button">Send invite</button> <button type="button">Cancel</button>`
    added(form)
  },
  shadow: () => {
    for (const element of marked()) {
      if (element.closest('label') || isLabelledElsewhere(element) || element.shadowRoot) continue
      const host = document.createElement('x-part')
      element.replaceWith(host)
      host.attachShadow({ mode: 'open' }).append(element)
    }
  },
  framed: () => {
    const main = document.querySelector('main')
    const frame = document.createElement('iframe')
    frame.style.cssText = 'display: block; width: 1200px; height: 1300px; border: 0'
    added(frame, 'first')
    const inner = frame.contentDocument
    if (!main || !inner) return
    const styles = inner.createElement('style')
    styles.textContent = [...document.styleSheets, ...document.adoptedStyleSheets]
      .flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText))
      .join('\n')
    inner.head.append(styles)
    inner.body.append(main)
  },
  replaced: () => {
    for (const element of marked()) {
      const other = copyOf(element)
      for (const label of [other, ...labelsOf(element)]) reword(label)
      for (const each of [other, ...other.querySelectorAll('*')]) {
        for (const name of ['id', 'for', 'name']) each.removeAttribute(name)
      }
      element.replaceWith(other)
    }
  },
  'links-for-buttons': () => {
    for (const element of document.querySelectorAll('button[data-truth]:not([role])')) {
      const link = document.createElement('a')
      for (const { name, value } of element.attributes) link.setAttribute(name, value)
      link.setAttribute('href', '#')
      link.append(...element.childNodes)
      element.replaceWith(link)
    }
  },
  hints: () => {
    for (const element of marked()) {
      if (!element.textContent?.trim() || !element.matches('button,a,[role=tab]')) continue
      const hint = document.createElement('kbd')
      hint.textContent = ' K'
      element.append(hint)
    }
  },
  exchanged: () => {
    for (const [one, other] of [
      ['new', 'import'],
      ['overview', 'billing'],
    ] as const) {
      const [a, b] = [one, other].map((mark) => document.querySelector(`[data-truth=${mark}]`))
      if (a && b) exchangeLabels(a, b)
    }
  },
} satisfies { readonly [name: string]: () => void }

export type MarkupChange = keyof typeof markupChanges

const references = ['id', 'for', 'aria-labelledby', 'aria-controls', 'aria-describedby'] as const

/** Stays until the page is drawn anew. */
const added = (element: HTMLElement, where?: 'first'): void => {
  element.dataset.added = ''
  if (where) document.body.prepend(element)
  else document.body.append(element)
}

/** Wherever a library has written them: in words, in words kept for their width, and for screen readers. */
const exchangeLabels = (a: Element, b: Element): void => {
  const [ofA, ofB] = [deepestText(a)?.data.trim(), deepestText(b)?.data.trim()]
  if (!ofA || !ofB) return
  relabel(a, ofA, ofB)
  relabel(b, ofB, ofA)
}

const relabel = (element: Element, before: string, now: string): void => {
  const control = element.closest('[role=tab]') ?? element
  for (const text of textsIn(control)) if (text.data.trim() === before) text.data = now
  if (control.getAttribute('aria-label') === before) control.setAttribute('aria-label', now)
}

const labelsOf = (element: HTMLElement): readonly Element[] => {
  const own = 'labels' in element ? ((element.labels as NodeListOf<Element> | null) ?? []) : []
  const ids = element.getAttribute('aria-labelledby')?.split(' ') ?? []
  const all = [element.closest('label'), ...own, ...ids.map((id) => document.getElementById(id))]
  return [...new Set(all)].filter((each) => each !== null)
}

/** Another thing of nearly the same name. */
const reword = (element: Element): void => {
  for (const name of ['aria-label', 'placeholder', 'label']) {
    const value = element.getAttribute(name)
    if (value !== null) element.setAttribute(name, `${value} line`)
  }
  const href = element.getAttribute('href')
  if (href !== null) element.setAttribute('href', href.replace(/^[^?]*/, '$&-line'))
  const text = deepestText(element)
  if (text) text.data += ' line'
}

const isGenerated = (id: string): boolean =>
  /^([:«_]|rc|mantine|radix|headlessui|dialog|tabs|menu|field|checkbox|select)/.test(id) ||
  /^«|^:|_r_/.test(id)

/** What the marks mean: a mark on a word in a tab means the tab. */
const marked = (): readonly HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>('[data-truth]')].map(
    (each) => each.closest<HTMLElement>('[role=tab]') ?? each,
  )

const deep = (): readonly Element[] => [...document.body.querySelectorAll('*')]

const copyOf = (element: HTMLElement): HTMLElement => {
  const copy = element.cloneNode(true) as HTMLElement
  for (const each of [copy, ...copy.querySelectorAll('[data-truth]')])
    each.removeAttribute('data-truth')
  return copy
}

const isLabelledElsewhere = (element: HTMLElement): boolean =>
  element.hasAttribute('aria-labelledby') ||
  ('labels' in element && ((element.labels as NodeList | null)?.length ?? 0) > 0)

const textsOfMarked = (): readonly Text[] =>
  marked().flatMap((element) => {
    const text = deepestText(element)
    return text ? [text] : []
  })

const deepestText = (element: Element | null): Text | undefined =>
  element ? textsIn(element).find(({ data }) => data.trim()) : undefined

const textsIn = (element: Element): readonly Text[] => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const texts: Text[] = []
  while (walker.nextNode() !== null) texts.push(walker.currentNode as Text)
  return texts
}

const hash = (text: string): string => {
  let value = 7
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) >>> 0
  return `h${value.toString(36)}`
}
