/** In the root element, `first` is between head and body: no rule for the body's children meets it there. */
export const mount = (container: Element, host: HTMLElement, first: boolean): void => {
  if (!first) container.append(host)
  else if (container === document.documentElement) container.insertBefore(host, document.body)
  else container.prepend(host)
}

/** Behind the body; before it where the body, no longer the `:last-child`, would be another box. */
export const mountOver = (host: HTMLElement, first: boolean): void => {
  const root = document.documentElement
  host.remove()
  const before = boxesIn(root)
  mount(root, host, first)
  if (boxesIn(root, host) !== before) mount(root, host, true)
}

/** The guide itself has no box, but `:last-child` and its like may give other boxes another size: take a place where none does. */
export const mountQuietly = (container: Element, host: HTMLElement): void => {
  host.remove()
  const before = boxesIn(container)
  const places: (() => void)[] = [
    () => container.append(host),
    () => container.prepend(host),
    ...[...container.children]
      .filter((child) => child !== host && canHold(child))
      .slice(0, 8)
      .flatMap((child) => [() => child.append(host), () => child.after(host)]),
  ]
  for (const place of places) {
    place()
    if (boxesIn(container, host) === before) return
  }
  container.append(host)
}

const canHold = (element: Element): boolean =>
  element instanceof HTMLElement &&
  !element.shadowRoot &&
  !/^(input|textarea|select|img|br|hr|iframe|video|audio|canvas|button|a|p|table|ul|ol|dl|pre|label|h\d)$/.test(
    element.localName,
  )

const boxesIn = (container: Element, except?: Element): string =>
  [container, ...container.querySelectorAll('*')]
    .filter((each) => each !== except)
    .slice(0, 60)
    .map((each) => {
      const { left, top, width, height } = each.getBoundingClientRect()
      return [left, top, width, height, each.scrollHeight].join(' ')
    })
    .join()
